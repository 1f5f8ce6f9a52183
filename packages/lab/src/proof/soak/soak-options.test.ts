import { readSoakOptions } from "./soak-options.ts";

test("a soak takes an hour unless told otherwise, and fractions of one", () => {
  expect(readSoakOptions([])).toEqual({ hours: 1, perSecond: 5, seed: "1", json: undefined });
  expect(readSoakOptions(["--hours", "0.1"])).toMatchObject({ hours: 0.1 });
});

test.each([["0"], ["-1"], ["long"]])("--hours %s is answered with what can be asked", (hours) => {
  expect(readSoakOptions([`--hours=${hours}`])).toContain("pnpm proof soak");
});

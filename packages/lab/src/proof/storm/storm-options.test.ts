import { readStormOptions } from "./storm-options.ts";

test("without options ten thousand consoles are cut, then their door is killed", () => {
  expect(readStormOptions([])).toEqual({
    ...{ sockets: 10_000, perSecond: 50, how: ["cut", "kill"], seed: "1", json: undefined },
  });
});

test.each([
  [["--sockets", "0"]],
  [["--sockets", "many"]],
  [["--how", "pull"]],
  [["--how", ""]],
  [["--per-second", "0"]],
  [["--colour", "red"]],
])("%j is answered with what can be asked", (args) => {
  expect(readStormOptions(args)).toContain("pnpm proof storm");
});

test("one way of losing them may be asked for alone", () => {
  expect(readStormOptions(["--how", "kill", "--sockets", "300"])).toMatchObject({
    ...{ how: ["kill"], sockets: 300 },
  });
});

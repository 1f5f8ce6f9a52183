import { plainArray } from "./plain-array.ts";

test("numbers, ids and what is missing are written as the database reads them", () => {
  expect(plainArray([1, -2, null])).toBe("{1,-2,NULL}");
  expect(plainArray(["queue-wait", "2026-11-28T12:00:00.000Z"])).toBe(
    "{queue-wait,2026-11-28T12:00:00.000Z}",
  );
  expect(plainArray([])).toBe("{}");
});

test.each([["a b"], ['"'], ["{"], ["}"], ["\\"], ["\n"], ["a,b"]])(
  "%j would need quotes, and is refused",
  (value) => {
    expect(() => plainArray(["fine", value])).toThrow("needs quotes");
  },
);

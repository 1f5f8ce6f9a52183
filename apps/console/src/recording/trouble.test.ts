import { troubleOf } from "./trouble.ts";

test.each([
  ["NotAllowedError", "refused"],
  ["SecurityError", "refused"],
  ["NotFoundError", "no-microphone"],
  ["OverconstrainedError", "no-microphone"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
  ["NotSupportedError", "no-support"],
])("a browser's %s is told as %s", (name, expected) => {
  expect(troubleOf(new DOMException("", name))).toBe(expected);
});

test("what is no error of a browser is no support", () => {
  expect(troubleOf(new TypeError("mediaDevices is undefined"))).toBe("no-support");
  expect(troubleOf(undefined)).toBe("no-support");
});

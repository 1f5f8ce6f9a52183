import { estimateWaitMs } from "./estimate-wait.ts";

const MINUTE = 60_000;

test.each([
  ["nobody took anything lately", 1, 0, undefined],
  ["too few to say", 1, 4, undefined],
  ["ten in half an hour, and next", 1, 10, 3 * MINUTE],
  ["ten in half an hour, and fourth", 4, 10, 12 * MINUTE],
  ["too far to see", 90, 10, undefined],
])("%s", (_, position, taken, expected) => {
  expect(estimateWaitMs(position, taken)).toBe(expected);
});

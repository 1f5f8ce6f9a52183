import { estimateWaitMs, waitOfOneMoreMs } from "./estimate-wait.ts";

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

test.each([
  ["behind those who wait", { waiting: 9, taken: 10, agentsAvailable: 2 }, 30 * 60_000],
  [
    "at once in an empty queue, by its pace",
    { waiting: 0, taken: 10, agentsAvailable: 1 },
    3 * 60_000,
  ],
  ["unknown with too few to tell", { waiting: 0, taken: 4, agentsAvailable: 2 }, undefined],
  ["unknown while nobody is there", { waiting: 1, taken: 20, agentsAvailable: 0 }, undefined],
])("one more would wait %s", (_where, queue, expected) => {
  expect(waitOfOneMoreMs(queue)).toBe(expected);
});

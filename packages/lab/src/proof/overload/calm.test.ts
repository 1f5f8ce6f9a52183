import { calmFrom } from "./calm.ts";

const timed = (...times: readonly number[]) => times.map((tookMs, atMs) => ({ atMs, tookMs }));
const quick = (n: number) => Array.from({ length: n }, () => 1);

test.each([
  ["from the first on", [1, 2, 3], 0],
  ["after the last that was late", [1, 9, 2, 9, 3, 4], 4],
  ["after the last without an answer", [1, Number.POSITIVE_INFINITY, 2], 2],
  ["never, if the last is late", [1, 2, 9], undefined],
  ["never, if there was none", [], undefined],
  ["before one that is late among a hundred", [9, 9, ...quick(60), 9, ...quick(60)], 2],
  ["after two that are late among a hundred", [...quick(40), 9, 9, ...quick(60)], 42],
])("it is calm %s", (_, times, from) => {
  expect(calmFrom(timed(...times), 5)).toBe(from);
});

import fc from "fast-check";
import { judgeEndpoint, laneWidth } from "./endpoint-health.ts";
import type { AfterAttempt } from "./retry.ts";

const again: AfterAttempt = { kind: "again", at: 1 };
const timeOver: AfterAttempt = { kind: "given-up", because: "time-over" };
const gone: AfterAttempt = { kind: "given-up", because: "gone" };

const table: readonly [string, number | null, AfterAttempt, number, string | undefined][] = [
  ["what is tried again switches nothing off", 100, again, 100, undefined],
  ["who is gone gets nothing more", null, gone, 100, "gone"],
  ["nothing got through since this was first tried", 100, timeOver, 100, "nothing-got-through"],
  ["nothing since long before", 50, timeOver, 100, "nothing-got-through"],
  ["something else got through meanwhile", 150, timeOver, 100, undefined],
  ["the last attempt of another succeeded", null, timeOver, 100, undefined],
];

test.each(table)("%s", (_, failingSince, after, firstFailedAt, because) => {
  expect(judgeEndpoint({ failingSince }, after, firstFailedAt)).toBe(because);
});

test("an endpoint is never switched off that took something while a delivery was tried", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1 }), (firstFailedAt, later) => {
      const standing = { failingSince: firstFailedAt + later };
      expect(judgeEndpoint(standing, timeOver, firstFailedAt)).toBeUndefined();
    }),
  );
});

test("one that fails again and again is asked one request at a time", () => {
  expect([0, 4, 5, 500].map(laneWidth)).toEqual([4, 4, 1, 1]);
});

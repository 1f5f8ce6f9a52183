import fc from "fast-check";
import { HOUR_MS, MINUTE_MS } from "../calendar/time-zone.ts";
import { afterFailedBulletin, BULLETIN_PATIENCE_MS } from "./after-failed-bulletin.ts";

const failed = { attempt: 1, since: 0, now: 0, isFinal: false, chance: 0 };

test.each([
  ["soon at first", {}, { kind: "again", at: 5_000 }],
  ["then later", { attempt: 5, now: HOUR_MS }, { kind: "again", at: HOUR_MS + 30 * MINUTE_MS }],
  ["as the server asks", { retryAfterMs: MINUTE_MS }, { kind: "again", at: MINUTE_MS }],
  ["but within the hour", { retryAfterMs: 9 * HOUR_MS }, { kind: "again", at: HOUR_MS }],
  ["never where it is final", { isFinal: true }, { kind: "given-up", because: "final" }],
  ["not after a day", { now: BULLETIN_PATIENCE_MS }, { kind: "given-up", because: "time-over" }],
])("it is tried again %s", (_, more, expected) => {
  expect(afterFailedBulletin({ ...failed, ...more })).toEqual(expected);
});

test("the next attempt is later, and none is after the day", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: BULLETIN_PATIENCE_MS - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, now, chance) => {
        const after = afterFailedBulletin({ ...failed, attempt, now, chance });
        if (after.kind !== "again") throw new Error("given up");
        expect(after.at).toBeGreaterThan(now);
        expect(after.at).toBeLessThanOrEqual(BULLETIN_PATIENCE_MS);
      },
    ),
  );
});

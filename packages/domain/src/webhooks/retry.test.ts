import fc from "fast-check";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../calendar/time-zone.ts";
import {
  afterFailedAttempt,
  type FailedAttempt,
  WEBHOOK_PATIENCE_MS,
  type WebhookRefusal,
} from "./retry.ts";

const failed: FailedAttempt = { attempt: 1, since: 0, now: 0, because: "status", chance: 0 };
const again = (at: number) => ({ kind: "again", at });

const table: readonly [string, Partial<FailedAttempt>, object][] = [
  ["after the first, 5 seconds", {}, again(5 * SECOND_MS)],
  ["after the second, 30 seconds", { attempt: 2 }, again(30 * SECOND_MS)],
  ["after the sixth, an hour", { attempt: 6 }, again(HOUR_MS)],
  ["after the tenth and all others, 12 hours", { attempt: 12 }, again(12 * HOUR_MS)],
  ["spread by a tenth", { attempt: 4, chance: 1 }, again(11 * MINUTE_MS)],
  ["a receiver's wish for a pause is granted", { retryAfterMs: MINUTE_MS }, again(MINUTE_MS)],
  ["up to an hour", { retryAfterMs: 9 * HOUR_MS }, again(HOUR_MS)],
  ["a wish for haste is not", { attempt: 4, retryAfterMs: 1 }, again(10 * MINUTE_MS)],
  [
    "the last attempt is at the end",
    { attempt: 14, now: WEBHOOK_PATIENCE_MS - MINUTE_MS },
    again(WEBHOOK_PATIENCE_MS),
  ],
  [
    "and then it is over",
    { attempt: 15, now: WEBHOOK_PATIENCE_MS },
    { kind: "given-up", because: "time-over" },
  ],
  ["410 ends it at once", { because: "gone" }, { kind: "given-up", because: "gone" }],
];

test.each(table)("%s", (_, more, expected) => {
  expect(afterFailedAttempt({ ...failed, ...more })).toEqual(expected);
});

const refusals: readonly WebhookRefusal[] = ["status", "redirect", "timeout", "unreachable"];

test("a receiver that is away is asked until 72 hours are over, some fifteen times, never sooner than before", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ tookMs: fc.nat(10_000), chance: fc.double({ min: 0, max: 1, noNaN: true }) }),
        {
          minLength: 30,
          maxLength: 30,
        },
      ),
      fc.constantFrom(...refusals),
      (attempts, because) => {
        let now = 0;
        let pause = 0;
        for (const [i, { tookMs, chance }] of attempts.entries()) {
          now += tookMs;
          const after = afterFailedAttempt({ attempt: i + 1, since: 0, now, because, chance });
          if (after.kind === "given-up") {
            expect(now).toBeGreaterThanOrEqual(WEBHOOK_PATIENCE_MS);
            expect(i + 1).toBeLessThanOrEqual(16);
            return;
          }
          expect(after.at).toBeLessThanOrEqual(WEBHOOK_PATIENCE_MS);
          // The last pause is cut by the end.
          if (after.at < WEBHOOK_PATIENCE_MS) {
            expect(after.at - now).toBeGreaterThan(pause * 0.9);
            pause = after.at - now;
          }
          now = after.at;
        }
        throw new Error("it never ended");
      },
    ),
  );
});

import fc from "fast-check";
import { afterFetchFailure, type FetchFailure } from "./media-policy.ts";

const DAY_MS = 24 * 60 * 60_000;
const failed = (kind: FetchFailure["kind"], more: Partial<FetchFailure> = {}) =>
  afterFetchFailure({ kind, message: "no", attempt: 1, ageMs: 1_000, ...more });

test.each([
  ["a file that is not there yet is looked for again soon", failed("not-there"), 5_000],
  ["each wait is twice the one before", failed("retry", { attempt: 4 }), 40_000],
  [
    "after hours it is asked for a few times a day",
    failed("retry", { attempt: 30 }),
    6 * 3_600_000,
  ],
  ["a provider that asks to wait is heeded", failed("retry", { afterMs: 90_000 }), 90_000],
  ["a stop costs no time", failed("stopping"), 0],
])("%s", (_, end, delayMs) => {
  expect(end).toEqual({ state: "pending", because: "no", delayMs });
});

test.each([
  ["refused", {}, "unavailable"],
  ["unsupported", {}, "unavailable"],
  ["interrupted", {}, "unavailable"],
  ["blocked", {}, "blocked"],
  ["too-large", {}, "too-large"],
  ["not-there", { ageMs: DAY_MS }, "unavailable"],
  ["retry", { ageMs: 7 * DAY_MS }, "unavailable"],
] as const)("%s %j ends as %s, with its reason", (kind, more, state) => {
  expect(failed(kind, more)).toEqual({ state, because: expect.stringMatching(/^no/) });
});

test("a provider that is always away is given up after a bounded number of tries", () => {
  fc.assert(
    fc.property(fc.constantFrom("retry" as const, "not-there" as const), (kind) => {
      let ageMs = 0;
      for (let attempt = 1; ; attempt++) {
        const end = failed(kind, { attempt, ageMs });
        if (end.state !== "pending") return attempt > 5 && attempt < 60;
        ageMs += end.delayMs;
      }
    }),
  );
});

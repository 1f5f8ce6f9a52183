import fc from "fast-check";
import { MINUTE_MS } from "../calendar/time-zone.ts";
import type { AlertCondition, AlertFinding } from "./condition.ts";
import {
  type AlertReason,
  type AlertState,
  CALM_FOR_MS,
  decideAlert,
  NEVER_FIRED,
} from "./decide-alert.ts";

const NOW = Date.UTC(2026, 2, 10, 14);
const PAUSE_MS = 30 * MINUTE_MS;
const waiting: AlertCondition = { kind: "queue-waiting", subjectId: "q", limit: 10 };
const down: AlertCondition = { kind: "channel-down", subjectId: null, limit: 5 };
const volume: AlertCondition = { kind: "category-volume", subjectId: "c", limit: 5 };
const counted = (value: number): AlertFinding => ({ kind: "counted", value, subject: "Nível 1" });
const counts = (now: number, ...before: number[]): AlertFinding => ({
  kind: "volume",
  counts: { now, before },
  subject: "Cobrança",
});
const firing = (calmAgoMs: number | null = null): AlertState => ({
  kind: "firing",
  firedAt: NOW - 20 * MINUTE_MS,
  calmSince: calmAgoMs === null ? null : NOW - calmAgoMs,
});
const fired = (agoMs: number): AlertState => ({ kind: "quiet", firedAt: NOW - agoMs });

test.each<[string, AlertCondition, AlertState, AlertFinding, "fired" | "over" | null, AlertReason]>(
  [
    ["at the limit it is not over it", waiting, NEVER_FIRED, counted(10), null, "under-limit"],
    ["one more fires", waiting, NEVER_FIRED, counted(11), "fired", "over-limit"],
    ["what fired fires once", waiting, firing(), counted(40), null, "still-over"],
    ["just below the limit it is not over", waiting, firing(), counted(9), null, "still-over"],
    ["a fifth below it begins to be", waiting, firing(), counted(8), null, "calming"],
    ["calm for long enough is over", waiting, firing(CALM_FOR_MS), counted(8), "over", "calm"],
    ["it must be calm all the time", waiting, firing(CALM_FOR_MS), counted(9), null, "still-over"],
    [
      "over again so soon is not told",
      waiting,
      fired(PAUSE_MS - 1),
      counted(99),
      null,
      "told-lately",
    ],
    ["over again after the pause is", waiting, fired(PAUSE_MS), counted(99), "fired", "over-limit"],
    [
      "nothing to read fires nothing",
      waiting,
      NEVER_FIRED,
      { kind: "nothing" },
      null,
      "nothing-to-read",
    ],
    [
      "nor ends anything",
      waiting,
      firing(CALM_FOR_MS),
      { kind: "nothing" },
      null,
      "nothing-to-read",
    ],
    [
      "a connection is back or it is not",
      down,
      firing(CALM_FOR_MS),
      counted(1),
      null,
      "still-over",
    ],
    ["a connection that is back is calm", down, firing(CALM_FOR_MS), counted(0), "over", "calm"],
    [
      "of 4 an hour, 10 are usual",
      volume,
      NEVER_FIRED,
      counts(10, 4, 4, 4, 4),
      null,
      "under-limit",
    ],
    ["and 11 are not", volume, NEVER_FIRED, counts(11, 4, 4, 4, 4), "fired", "over-limit"],
    [
      "of 100, 130 are usual",
      volume,
      NEVER_FIRED,
      counts(130, 90, 110, 100, 100),
      null,
      "under-limit",
    ],
    [
      "a few of what never comes are too few",
      volume,
      NEVER_FIRED,
      counts(5, 0, 0, 0),
      null,
      "under-limit",
    ],
    [
      "the least is worth telling above it",
      volume,
      NEVER_FIRED,
      counts(6, 0, 0, 0),
      "fired",
      "over-limit",
    ],
    ["one week is no comparison", volume, NEVER_FIRED, counts(99, 1), null, "nothing-to-read"],
    [
      "a fifth week is another season",
      volume,
      NEVER_FIRED,
      counts(11, 4, 4, 4, 4, 900),
      "fired",
      "over-limit",
    ],
  ],
)("%s", (_, condition, state, finding, tells, because) => {
  const decision = decideAlert(condition, { state, finding, pauseMs: PAUSE_MS, now: NOW });
  expect(decision).toMatchObject({ tells, because });
});

test("the numbers are told with the decision", () => {
  const asked = { state: NEVER_FIRED, finding: counts(20, 4, 4), pauseMs: 0, now: NOW };
  expect(decideAlert(volume, asked).reading).toEqual({
    ...{ value: 20, limit: 10, calm: 8, usual: 4, subject: "Cobrança" },
  });
});

const findings = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }).map(counted) },
  { weight: 1, arbitrary: fc.constant<AlertFinding>({ kind: "nothing" }) },
);
const looks = fc.array(fc.tuple(findings, fc.integer({ min: 1_000, max: 10 * MINUTE_MS })), {
  maxLength: 120,
});

test("no two firings without an end between them, nor nearer than the pause; no end without calm", () => {
  fc.assert(
    fc.property(looks, fc.integer({ min: 0, max: 60 * MINUTE_MS }), (all, pauseMs) => {
      let state = NEVER_FIRED;
      let now = NOW;
      let firedAt = Number.NEGATIVE_INFINITY;
      let isFiring = false;
      let notCalmAt = now;
      for (const [finding, passedMs] of all) {
        now += passedMs;
        const decision = decideAlert(waiting, { state, finding, pauseMs, now });
        const value = finding.kind === "counted" ? finding.value : undefined;
        if (value === undefined || value > 8) notCalmAt = now;
        if (decision.tells === "fired") {
          expect(isFiring).toBe(false);
          expect(value).toBeGreaterThan(waiting.limit);
          expect(now - firedAt).toBeGreaterThanOrEqual(pauseMs);
          [isFiring, firedAt] = [true, now];
        }
        if (decision.tells === "over") {
          expect(isFiring).toBe(true);
          expect(now - notCalmAt).toBeGreaterThanOrEqual(CALM_FOR_MS);
          isFiring = false;
        }
        expect(decision.state.kind).toBe(isFiring ? "firing" : "quiet");
        state = decision.state;
      }
    }),
  );
});

test("a number that stays is told at most once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 2, max: 60 }),
      (value, times) => {
        let state = NEVER_FIRED;
        let told = 0;
        for (let at = 0; at < times; at += 1) {
          const now = NOW + at * MINUTE_MS;
          const decision = decideAlert(waiting, {
            state,
            finding: counted(value),
            pauseMs: 0,
            now,
          });
          if (decision.tells !== null) told += 1;
          state = decision.state;
        }
        expect(told).toBe(value > waiting.limit ? 1 : 0);
      },
    ),
  );
});

import fc from "fast-check";
import { asId, type QueueId } from "../ids.ts";
import type { Plan, PlanStep } from "../routing/plan.ts";
import { advancePlan, defaultPlan } from "./advance-plan.ts";

const NOW = 1_800_000_000_000;
const SECOND = 1_000;
const solvers = asId<QueueId>("solvers");
const directors = asId<QueueId>("directors");
const overflow = {
  queueId: solvers,
  relaxAfterMs: 90 * SECOND,
  overflowAfterMs: 300 * SECOND,
  overflowQueueId: directors,
};
const plan = defaultPlan(overflow, "webchat") as Plan;
const staffed =
  (counts: Record<string, number>) =>
  (queue: QueueId): number =>
    counts[queue] ?? 0;
const everybody = staffed({ solvers: 3, directors: 1 });

const check = (step: number, waitedS: number, loggedIn = everybody) =>
  advancePlan({ plan, step, since: NOW - waitedS * SECOND }, loggedIn, NOW);

test("solvers, then solvers whatever they know, then the directors", () => {
  expect(plan.steps).toMatchObject([
    { queueId: solvers, waitMs: 90_000, skills: "required", priorityPlus: 0 },
    { queueId: solvers, waitMs: 300_000, skills: "relaxed", priorityPlus: 1 },
    { queueId: directors, waitMs: 300_000, skills: "required", priorityPlus: 0 },
  ]);
  expect(defaultPlan(overflow, "email")).toBeUndefined();
  expect(
    defaultPlan({ ...overflow, relaxAfterMs: undefined, overflowAfterMs: undefined }, "sms"),
  ).toBeUndefined();
});

test.each([
  ["busy people are waited for", 0, 89, everybody, { kind: "wait", because: "step-holds" }],
  ["the wait is over", 0, 90, everybody, { kind: "step", step: 1, because: "wait-over" }],
  ["the next queue", 1, 300, everybody, { kind: "step", step: 2, because: "wait-over" }],
  ["nobody came in all that time", 2, 300, everybody, { kind: "over", because: "plan-over" }],
  [
    "nobody there: at once to where somebody is",
    0,
    0,
    staffed({ directors: 1 }),
    { kind: "step", step: 2, because: "nobody-logged-in" },
  ],
  [
    "nobody anywhere: it stays at its place",
    0,
    999,
    staffed({}),
    { kind: "wait", because: "nobody-elsewhere" },
  ],
  [
    "over, and the others are not there: the supervisors hear of it",
    1,
    999,
    staffed({ solvers: 1 }),
    { kind: "over", because: "plan-over" },
  ],
] as const)("%s", (_, step, waited, loggedIn, expected) => {
  expect(check(step, waited, loggedIn)).toMatchObject(expected);
});

const anyStep: fc.Arbitrary<PlanStep> = fc.record({
  queueId: fc.constantFrom(solvers, directors),
  waitMs: fc.option(fc.nat(600_000)),
  skills: fc.constantFrom("required", "relaxed"),
  priorityPlus: fc.nat(3),
  onEmpty: fc.constantFrom("wait", "skip"),
});

test("a plan only goes forward, ends, and says why at every move", () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { minLength: 1, maxLength: 6 }),
      fc.array(fc.record({ solvers: fc.nat(1), directors: fc.nat(1) }), { minLength: 20 }),
      (steps, staffing) => {
        let position = { plan: { steps }, step: 0, since: 0 };
        let now = 0;
        for (const counts of staffing) {
          const move = advancePlan(position, staffed(counts), now);
          expect(move.because).toBeTruthy();
          if (move.kind === "over") return;
          if (move.kind === "step") {
            expect(move.step).toBeGreaterThan(position.step);
            position = { ...position, step: move.step, since: now };
          }
          if (move.until === undefined) return;
          expect(move.until).toBeGreaterThanOrEqual(now);
          now = Math.max(now + 1, move.until);
        }
      },
    ),
  );
});

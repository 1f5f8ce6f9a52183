import { type Channel, isChatLike } from "../channel.ts";
import type { QueueId } from "../ids.ts";
import type { Plan, PlanStep } from "../routing/plan.ts";

/** What an admin set for those whom nobody takes, where no rule gave them a plan. */
export interface QueueOverflow {
  readonly queueId: QueueId;
  /** From then on skills are a wish; `undefined`: never. */
  readonly relaxAfterMs: number | undefined;
  /** How much longer until they go elsewhere, or the supervisors hear of it; `undefined`: never. */
  readonly overflowAfterMs: number | undefined;
  readonly overflowQueueId: QueueId | undefined;
}

/**
 * The plan of a conversation that no rule gave one (rules §8.1): a while for who has the skills, a
 * while for everybody, then the queue next to it. Mail waits for its own: hours are no emergency there.
 */
export function defaultPlan(queue: QueueOverflow, channel: Channel): Plan | undefined {
  if (!isChatLike(channel)) return undefined;
  const { queueId, relaxAfterMs, overflowAfterMs, overflowQueueId } = queue;
  const first = relaxAfterMs ?? overflowAfterMs;
  if (first === undefined) return undefined;
  const steps: PlanStep[] = [step(queueId, first)];
  if (relaxAfterMs !== undefined) {
    const relaxed = { skills: "relaxed", priorityPlus: 1 } as const;
    steps.push({ ...step(queueId, overflowAfterMs), ...relaxed });
  }
  if (overflowAfterMs !== undefined && overflowQueueId !== undefined) {
    steps.push(step(overflowQueueId, overflowAfterMs));
  }
  return { steps };
}

function step(queueId: QueueId, waitMs: number | undefined): PlanStep {
  return {
    queueId,
    waitMs: waitMs ?? null,
    skills: "required",
    priorityPlus: 0,
    onEmpty: "skip",
  };
}

export interface PlanPosition {
  readonly plan: Plan;
  readonly step: number;
  /** Since when the step holds, ms since epoch. */
  readonly since: number;
}

export type PlanMove =
  /** It stays where it is; `until` is when to look again, `undefined` never. */
  | {
      readonly kind: "wait";
      readonly until: number | undefined;
      readonly because: "step-holds" | "nobody-elsewhere";
    }
  | {
      readonly kind: "step";
      readonly step: number;
      readonly next: PlanStep;
      readonly until: number | undefined;
      readonly because: "wait-over" | "nobody-logged-in";
    }
  /** Nobody took it in all the time that the plan gave them: for the supervisors to know. */
  | { readonly kind: "over"; readonly because: "plan-over" };

/** Nobody is there at all, at night say: looked at again this much later. */
const LOOK_AGAIN_MS = 60_000;

/**
 * What a waiting conversation does next. A step whose wait is over gives way to the next; one with
 * nobody logged in gives way at once, if anybody is where it would go; one whose people are busy waits.
 * @param loggedIn people of a queue who are there, busy ones included
 */
export function advancePlan(
  { plan, step, since }: PlanPosition,
  loggedIn: (queue: QueueId) => number,
  now: number,
): PlanMove {
  const current = plan.steps[step];
  if (!current) return { kind: "over", because: "plan-over" };
  const endsAt = current.waitMs === null ? undefined : since + current.waitMs;
  const isOver = endsAt !== undefined && now >= endsAt;
  const isEmpty = current.onEmpty === "skip" && loggedIn(current.queueId) === 0;
  if (!isOver && !isEmpty) return { kind: "wait", until: endsAt, because: "step-holds" };

  const later = plan.steps.slice(step + 1);
  const next = later.find(({ onEmpty, queueId }) => onEmpty === "wait" || loggedIn(queueId) > 0);
  if (next) {
    return {
      kind: "step",
      step: plan.steps.indexOf(next, step + 1),
      next,
      until: next.waitMs === null ? undefined : now + next.waitMs,
      because: isOver ? "wait-over" : "nobody-logged-in",
    };
  }
  if (isEmpty) return { kind: "wait", until: now + LOOK_AGAIN_MS, because: "nobody-elsewhere" };
  return { kind: "over", because: "plan-over" };
}

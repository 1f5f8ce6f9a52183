import type {
  ConversationId,
  Level,
  Plan,
  QueueId,
  QueueOverflow,
  QueueRole,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { LOGGED_IN } from "./begin-plans.ts";

/** What a plan's next move depends on besides the conversation. */
export interface PlanFacts {
  /** Since when its step holds, ms since epoch. */
  readonly since: number;
  readonly overflow: QueueOverflow;
}

/** @returns `undefined` for a conversation that is in no queue */
export async function findPlanFacts(
  q: Queryable,
  conversationId: ConversationId,
): Promise<PlanFacts | undefined> {
  const { rows } = await q.query<{
    since: Date;
    queueId: QueueId;
    relaxAfterMs: number | null;
    overflowAfterMs: number | null;
    overflowQueueId: QueueId | null;
  }>({
    name: "find-plan-facts",
    text: `select coalesce(c.plan_step_at, c.waiting_since, c.arrived_at) as since, q.id as "queueId",
        q.relax_after_ms as "relaxAfterMs", q.overflow_after_ms as "overflowAfterMs",
        q.overflow_queue_id as "overflowQueueId"
      from conversations c join queues q on q.id = c.queue_id where c.id = $1`,
    values: [conversationId],
  });
  const [row] = rows;
  return (
    row && {
      since: row.since.getTime(),
      overflow: {
        queueId: row.queueId,
        relaxAfterMs: row.relaxAfterMs ?? undefined,
        overflowAfterMs: row.overflowAfterMs ?? undefined,
        overflowQueueId: row.overflowQueueId ?? undefined,
      },
    }
  );
}

export interface StaffedQueue {
  readonly level: Level;
  readonly role: QueueRole;
  /** People who are there, busy ones included. */
  readonly loggedIn: number;
}

export async function loadStaffing(
  q: Queryable,
  queueIds: readonly QueueId[],
): Promise<ReadonlyMap<QueueId, StaffedQueue>> {
  const { rows } = await q.query<StaffedQueue & { id: QueueId }>({
    name: "load-staffing",
    text: `select q.id, q.level, q.role, ${LOGGED_IN} as "loggedIn" from queues q
      where q.id = any($1::uuid[])`,
    values: [queueIds],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Where a conversation's plan brought it. */
export interface PlannedPlace {
  readonly id: ConversationId;
  readonly queueId: QueueId;
  readonly level: Level;
  readonly priority: number;
  readonly plan: Plan;
  /** `undefined`: it is over. */
  readonly step: number | undefined;
}

/** Its row is locked by the caller. In another queue it has another epoch: what was offered is not there. */
export async function savePlanStep(tx: Queryable, place: PlannedPlace, now: number): Promise<void> {
  await tx.query({
    name: "save-plan-step",
    text: `update conversations set queue_id = $2, level = $3, priority = $4, plan = $5, plan_step = $6,
        plan_step_at = $7, version = version + 1,
        epoch = case when queue_id = $2 then epoch else epoch + 1 end
      where id = $1`,
    values: [
      place.id,
      place.queueId,
      place.level,
      place.priority,
      JSON.stringify(place.plan),
      place.step ?? null,
      new Date(now).toISOString(),
    ],
  });
}

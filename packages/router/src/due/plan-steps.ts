import {
  advancePlan,
  type DeskConversation,
  defaultPlan,
  isWaitingForAgent,
  type PlanMove,
  type PlanPosition,
  type QueueId,
} from "@circuito/domain";
import {
  addActivity,
  findPlanFacts,
  loadStaffing,
  lockDeskConversation,
  rescindOffersOf,
  type StaffedQueue,
  savePlanStep,
  setDue,
  type Transaction,
  takeDue,
  writeNotices,
} from "@circuito/store";
import type { DueDependencies } from "./due-handlers.ts";
import type { DueHandler } from "./due-work.ts";

/**
 * A step of a waiting conversation's plan may be over: skills become a wish, it goes to another queue,
 * or the supervisors hear that nobody came. Each is a transaction of its own.
 */
export function planSteps({ database, bus, now }: DueDependencies): DueHandler {
  return async (ids) => {
    for (const id of ids) {
      const queueId = await database.transaction((tx) => advance(tx, id, now()));
      if (queueId === undefined) continue;
      bus.wake.publish("outbox");
      await bus.jobs.nudge("assign", [queueId]);
    }
  };
}

/** @returns the queue in which it is to be served now; `undefined` when nothing changed */
async function advance(tx: Transaction, id: string, now: number): Promise<QueueId | undefined> {
  const { client } = tx;
  const conversation = await lockDeskConversation(tx, id);
  if ((await takeDue(client, "plan-step", [id], now)).length === 0) return undefined;
  if (!conversation || !isWaitingForAgent(conversation)) return undefined;
  const position = await positionOf(tx, conversation);
  if (!position) return undefined;
  const queueIds = position.plan.steps.map(({ queueId }) => queueId);
  const staffing = await loadStaffing(client, queueIds);
  const move = advancePlan(position, (queue) => staffing.get(queue)?.loggedIn ?? 0, now);
  if (move.kind !== "over" && move.until !== undefined) {
    await setDue(client, [{ kind: "plan-step", id, at: move.until }]);
  }
  if (move.kind === "wait") return undefined;
  return await save(tx, conversation, position, { move, staffing }, now);
}

/** Its own plan while that leads where it is, else its queue's. */
async function positionOf(
  { client }: Transaction,
  conversation: DeskConversation,
): Promise<PlanPosition | undefined> {
  const facts = await findPlanFacts(client, conversation.id);
  if (!facts) return undefined;
  const { plan, planStep } = conversation;
  if (plan)
    return planStep === undefined ? undefined : { plan, step: planStep, since: facts.since };
  const usual = defaultPlan(facts.overflow, conversation.channel);
  return usual && { plan: usual, step: 0, since: facts.since };
}

async function save(
  { client }: Transaction,
  before: DeskConversation,
  { plan }: PlanPosition,
  decided: {
    readonly move: Exclude<PlanMove, { kind: "wait" }>;
    readonly staffing: ReadonlyMap<QueueId, StaffedQueue>;
  },
  now: number,
): Promise<QueueId | undefined> {
  const { move, staffing } = decided;
  const from = before.queueId;
  if (from === undefined) return undefined;
  const to = move.kind === "step" ? move.next.queueId : from;
  const queue = staffing.get(to);
  await savePlanStep(
    client,
    {
      id: before.id,
      queueId: to,
      // What goes to the supervisors keeps the level it had.
      level: to === from || !queue || queue.role === "supervisor" ? before.level : queue.level,
      priority: before.priority + (move.kind === "step" ? move.next.priorityPlus : 0),
      plan,
      step: move.kind === "step" ? move.step : undefined,
    },
    now,
  );
  if (to !== from) await rescindOffersOf(client, [before.id], "elsewhere", now);
  const audience = [...new Set([from, to])];
  const activityId = await addActivity(client, {
    conversationId: before.id,
    kind: move.kind === "over" ? "plan-over" : to === from ? "plan-step" : "overflowed",
    actorId: undefined,
    data: {
      fromQueueId: from,
      toQueueId: to,
      ...(move.kind === "step" && { step: move.step, skills: move.next.skills }),
    },
    because: move.because,
    at: now,
  });
  await writeNotices(client, [
    { type: "conversation.changed", subjectId: before.id, conversationId: before.id, audience },
    { type: "activity.created", subjectId: activityId, conversationId: before.id, audience },
    ...(to === from
      ? []
      : audience.map((id) => ({ type: "queue.changed", subjectId: id, audience: [id] }) as const)),
  ]);
  return to;
}

import type { AgentView, ConversationView, QueueView } from "@circuito/protocol";

export type Verb =
  | "claim"
  | "transfer"
  | "direct"
  | "escalate"
  | "return"
  | "snooze"
  | "resolve"
  | "reopen";

/**
 * The moves that make sense now, in the order they are offered. The server decides in the end;
 * this only keeps what it would refuse out of the way.
 */
export function verbsFor(
  conversation: ConversationView,
  me: Pick<AgentView, "id" | "role">,
  queues: readonly QueueView[],
): readonly Verb[] {
  const { status, assignee, level, handOver, queueId } = conversation;
  if (status === "closed") return [];
  if (status === "resolved") return ["reopen"];
  const isOthers = assignee !== null && assignee.id !== me.id;
  if (isOthers && me.role === "agent") return [];
  const verbs: Verb[] = assignee === null ? ["claim"] : [];
  const queue = queues.find((candidate) => candidate.id === queueId);
  const isSupervisors = queue?.role === "supervisor";
  const canDirect =
    (level === 1 || isSupervisors) && queues.some(({ role }) => role === "specialist");
  // Whoever sits at a director's queue directs first of all.
  if (canDirect && queue?.role === "director") verbs.push("direct");
  verbs.push("transfer");
  if (canDirect && queue?.role !== "director") verbs.push("direct");
  if (destinations("escalate", conversation, queues).length > 0) verbs.push("escalate");
  const cameFrom = handOver !== null && handOver.kind !== "return" && handOver.fromQueueId !== null;
  // Supervisors say where it goes.
  if (cameFrom && !isSupervisors) verbs.push("return");
  verbs.push(status === "snoozed" ? "reopen" : "snooze", "resolve");
  return verbs;
}

/** Queues a hand-over of this kind may go to: supervisors help at any level, and send anywhere. */
export function destinations(
  kind: "transfer" | "direct" | "escalate",
  { level, queueId }: Pick<ConversationView, "level" | "queueId">,
  queues: readonly QueueView[],
): readonly QueueView[] {
  const from = queues.find((queue) => queue.id === queueId);
  switch (kind) {
    case "transfer":
      return from?.role === "supervisor"
        ? queues
        : queues.filter((queue) => queue.level === level || queue.role === "supervisor");
    case "direct":
      return queues.filter((queue) => queue.role === "specialist");
    case "escalate":
      return queues.filter((queue) => queue.level > level && queue.role !== "supervisor");
  }
}

/** Queues that each of many may be transferred to. */
export function destinationsOfAll(
  conversations: readonly Pick<ConversationView, "level" | "queueId">[],
  queues: readonly QueueView[],
): readonly QueueView[] {
  return queues.filter(({ id }) =>
    conversations.every((one) => destinations("transfer", one, queues).some((to) => to.id === id)),
  );
}

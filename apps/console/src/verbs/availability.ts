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
  const canDirect = level === 1 && queues.some(({ role }) => role === "specialist");
  // Whoever sits at a director's queue directs first of all.
  if (canDirect && queue?.role === "director") verbs.push("direct");
  verbs.push("transfer");
  if (canDirect && queue?.role !== "director") verbs.push("direct");
  if (queues.some((candidate) => candidate.level > level)) verbs.push("escalate");
  if (handOver !== null && handOver.kind !== "return" && handOver.fromQueueId !== null) {
    verbs.push("return");
  }
  verbs.push(status === "snoozed" ? "reopen" : "snooze", "resolve");
  return verbs;
}

/** Queues a hand-over of this kind may go to. */
export function destinations(
  kind: "transfer" | "direct" | "escalate",
  conversation: Pick<ConversationView, "level">,
  queues: readonly QueueView[],
): readonly QueueView[] {
  switch (kind) {
    case "transfer":
      return queues.filter((queue) => queue.level === conversation.level);
    case "direct":
      return queues.filter((queue) => queue.role === "specialist");
    case "escalate":
      return queues.filter((queue) => queue.level > conversation.level);
  }
}

import type { AgentView, ConversationView } from "@circuito/protocol";

/**
 * Whether a conversation is somebody's to see, as far as is known here: in their queues, or theirs. What
 * one handed on oneself may not be, and whoever asks for it is told that there is none.
 */
export function isVisibleTo(
  me: Pick<AgentView, "id" | "role" | "queueIds">,
  { assignee, queueId }: Pick<ConversationView, "assignee" | "queueId">,
): boolean {
  if (me.role !== "agent" || assignee?.id === me.id) return true;
  return queueId !== null && me.queueIds.includes(queueId);
}

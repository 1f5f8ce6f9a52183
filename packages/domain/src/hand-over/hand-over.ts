import type { ConversationState, Level } from "../conversation.ts";
import type { AgentId, QueueId } from "../ids.ts";

export type QueueRole = "solver" | "director" | "specialist";

export interface QueueState {
  readonly id: QueueId;
  readonly name: string;
  readonly level: Level;
  readonly role: QueueRole;
}

export type HandOverKind = "transfer" | "direct" | "escalate" | "return";

/** The last hop, shown to the receiver and undone by a return. */
export interface HandOver {
  readonly kind: HandOverKind;
  /** Absent when a program did it with an API key. */
  readonly byAgentId?: AgentId;
  readonly byName: string;
  readonly fromQueueId: QueueId | undefined;
  readonly note: string;
  readonly at: number;
}

export type HandOverRefusal =
  | "not-open"
  | "other-owner"
  | "same-queue"
  | "not-same-level"
  | "not-higher-level"
  | "not-a-specialist-queue"
  | "not-from-level-1"
  | "nothing-to-return";

/**
 * Whether a conversation may take this hop (rules §8): transfer stays on its level, escalate goes up,
 * direct goes from level 1 to an area's specialists, return goes back where it came from.
 */
export function refuseHandOver(
  kind: HandOverKind,
  conversation: ConversationState,
  to: QueueState | undefined,
  last: HandOver | undefined,
): HandOverRefusal | undefined {
  if (conversation.status !== "open" && conversation.status !== "snoozed") return "not-open";
  switch (kind) {
    case "transfer":
      // To a colleague of the same queue there is no hop between queues to judge.
      if (!to || to.id === conversation.queueId) return undefined;
      return to.level === conversation.level ? undefined : "not-same-level";
    case "direct":
      if (conversation.level !== 1) return "not-from-level-1";
      return to?.role === "specialist" ? undefined : "not-a-specialist-queue";
    case "escalate":
      return to && to.level > conversation.level ? undefined : "not-higher-level";
    case "return":
      return last?.fromQueueId && last.kind !== "return" ? undefined : "nothing-to-return";
  }
}

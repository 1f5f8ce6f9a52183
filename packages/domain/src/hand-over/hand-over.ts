import type { ConversationState, Level } from "../conversation.ts";
import type { AgentId, QueueId } from "../ids.ts";
import type { Diversion } from "./divert.ts";

/**
 * `supervisor`: where conversations wait that people pass to and fro. It belongs to no level: what
 * goes there keeps the level it had.
 */
export type QueueRole = "solver" | "director" | "specialist" | "supervisor";

export interface QueueState {
  readonly id: QueueId;
  readonly name: string;
  /** Of a supervisors' queue: the level of what is opened there, and of nothing else. */
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
  /** Of an escalation: what came of what was tried. */
  readonly result?: string;
  readonly at: number;
  /** Why it is for a supervisor, and where it had been meant to go. */
  readonly diverted?: { readonly because: Diversion; readonly meantQueueId: QueueId };
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
 * direct goes from level 1 to an area's specialists, return goes back where it came from. Help of a
 * supervisor may be had from any level, and a supervisor sends anywhere.
 */
export function refuseHandOver(
  kind: HandOverKind,
  conversation: Pick<ConversationState, "status" | "queueId" | "level">,
  ways: {
    readonly from: Pick<QueueState, "role"> | undefined;
    readonly to: QueueState | undefined;
    readonly last: HandOver | undefined;
  },
): HandOverRefusal | undefined {
  if (conversation.status !== "open" && conversation.status !== "snoozed") return "not-open";
  const { from, to, last } = ways;
  const isSupervisors = from?.role === "supervisor";
  switch (kind) {
    case "transfer":
      // To a colleague of the same queue there is no hop between queues to judge.
      if (!to || to.id === conversation.queueId) return undefined;
      if (isSupervisors || to.role === "supervisor") return undefined;
      return to.level === conversation.level ? undefined : "not-same-level";
    case "direct":
      if (conversation.level !== 1 && !isSupervisors) return "not-from-level-1";
      return to?.role === "specialist" ? undefined : "not-a-specialist-queue";
    case "escalate":
      return to && to.role !== "supervisor" && to.level > conversation.level
        ? undefined
        : "not-higher-level";
    case "return":
      if (isSupervisors) return "nothing-to-return";
      return last?.fromQueueId && last.kind !== "return" ? undefined : "nothing-to-return";
  }
}

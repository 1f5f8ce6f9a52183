import type { Address } from "./address.ts";
import type { OpenAsk } from "./asks/ask.ts";
import type { AttendantState } from "./attendant/attendant-state.ts";
import type { Channel } from "./channel.ts";
import type { AgentId, ContactId, ConversationId, InboxId, QueueId } from "./ids.ts";
import type { Plan } from "./routing/plan.ts";
import type { RequiredSkills } from "./routing/skill.ts";

/**
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> open
 *   open --> snoozed: snooze
 *   snoozed --> open: customer writes, or the time comes
 *   open --> resolved: resolve
 *   snoozed --> resolved: resolve
 *   resolved --> open: reopen (customer within the window, or an agent)
 *   resolved --> closed: the window is over
 * ```
 * A closed conversation never changes again; what comes later opens a new one that follows it.
 */
export type ConversationStatus = "open" | "snoozed" | "resolved" | "closed";

/** Whose turn it is while open. */
export type WaitingOn = "agent" | "customer" | "third-party";

export type Level = 1 | 2 | 3;

/** What decisions need to know of a conversation. Instants are ms since epoch, UTC. */
export interface ConversationState {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly address: Address;
  readonly contactId: ContactId;
  readonly status: ConversationStatus;
  readonly waitingOn: WaitingOn;
  readonly queueId: QueueId | undefined;
  readonly level: Level;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly requiredSkills: RequiredSkills;
  /** Primary tag of the language that the customer writes in, as far as it is known. */
  readonly language: string | undefined;
  /** Absent: the installation's default. */
  readonly slaPolicyId: string | undefined;
  readonly plan: Plan | undefined;
  /** Index of the plan's step that holds; absent without a plan, and when it is over. */
  readonly planStep: number | undefined;
  readonly assigneeId: AgentId | undefined;
  /** Last owner, kept after release: the one a returning customer should meet again. */
  readonly stickyAgentId: AgentId | undefined;
  /** Grows with every change of owner; an action under an older epoch changes nothing. */
  readonly epoch: number;
  /** Grows with every visible change. */
  readonly version: number;
  readonly lastSeq: number;
  /** Seq of the newest message the customer may see. */
  readonly lastPublicSeq: number;
  /** Original arrival: the place in every queue it ever waits in. */
  readonly arrivedAt: number;
  readonly lastInboundAt: number | undefined;
  readonly lastMessageAt: number | undefined;
  /** Since when the customer waits for an answer. */
  readonly waitingSince: number | undefined;
  readonly snoozedUntil: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly followsId: ConversationId | undefined;
  /** Absent where no attendant has spoken, or a person has since. */
  readonly attendant?: AttendantState | undefined;
  /** What its customer was asked and has not answered. At most one thing at a time. */
  readonly ask?: OpenAsk | undefined;
}

export function isWaitingForAgent(conversation: ConversationState): boolean {
  return conversation.status === "open" && conversation.assigneeId === undefined;
}

import type { ConversationState } from "../conversation.ts";
import type { HandOver } from "../hand-over/hand-over.ts";
import type { AgentId, CategoryId } from "../ids.ts";
import type { FieldValues } from "../triage/category.ts";
import type { Lease } from "../triage/lease.ts";

export type Urgency = "low" | "normal" | "high" | "urgent";

/** What a director writes down before handing a problem to an area (rules §8). */
export interface Registration {
  readonly title: string;
  /** In words, as they were then. */
  readonly category: string;
  /** Absent where it was written in free words. */
  readonly categoryId?: CategoryId | undefined;
  /** What the category asks for. */
  readonly fields?: FieldValues;
  readonly summary: string;
  readonly urgency: Urgency;
  /** When the customer was promised to hear from us next. */
  readonly promisedAt: number;
}

/** What a conversation is about, of the installation's categories. */
export interface Categorized {
  /** In words, as they were when it was said. */
  readonly words: string;
  readonly id: CategoryId | undefined;
  /** What the category asks for, as far as it is known. */
  readonly fields: FieldValues;
}

/** A conversation as people's verbs see and change it. */
export interface DeskConversation extends ConversationState {
  readonly assignedAt: number | undefined;
  /** Who returned it, or sent it wrongly: not offered to them by the machine. */
  readonly excludedAgentIds: readonly AgentId[];
  /** What it is about in a few words: of its registration, or as somebody called it. */
  readonly title: string | undefined;
  /** Agents who want to see how it goes on. It opens nothing to them that they may not see anyway. */
  readonly followerIds: readonly AgentId[];
  readonly registration: Registration | undefined;
  /** Of its registration, or as somebody said without one. */
  readonly category?: Categorized | undefined;
  readonly handOver: HandOver | undefined;
  /** A director has it before them. */
  readonly lease?: Lease | undefined;
  /** When the customer was told the protocol number, ms since epoch. */
  readonly protocolToldAt?: number | undefined;
  readonly preview: string;
  readonly previewFrom: "customer" | "agent" | "note" | "system" | undefined;
}

/** One line of a list on a phone. */
const PREVIEW_LENGTH_MAX = 140;

/** First characters of a message for lists, on one line and never half an emoji. */
export function previewOf(text: string): string {
  const line = text
    .slice(0, 4 * PREVIEW_LENGTH_MAX)
    .replace(/\s+/gu, " ")
    .trim();
  return [...line].slice(0, PREVIEW_LENGTH_MAX).join("");
}

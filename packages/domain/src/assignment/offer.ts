import type { Channel } from "../channel.ts";
import type { AgentId, ConversationId, OfferId, QueueId } from "../ids.ts";

/**
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> pending: the assigner chose an agent of a queue that asks
 *   pending --> accepted: the agent takes it
 *   pending --> declined: the agent says why not
 *   pending --> missed: its time is over
 *   pending --> rescinded: somebody else took it, or it is not there any more
 * ```
 * While pending it is part of its agent's load. What has ended never changes.
 */
export type OfferState = "pending" | "accepted" | "declined" | "missed" | "rescinded";

/** Why an offer ended as it did. */
export type OfferEnd =
  | "accepted-it"
  | "gave-a-reason"
  | "time-over"
  /** Somebody else has the conversation. */
  | "taken"
  /** It is solved, snoozed, or in another queue. */
  | "elsewhere"
  /** Its agent has no room for it any more. */
  | "no-room"
  /** Its agent wants none any more. */
  | "not-available";

export interface Offer {
  readonly id: OfferId;
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly queueId: QueueId;
  readonly channel: Channel;
  /** Of the conversation when it was offered. */
  readonly epoch: number;
  readonly state: OfferState;
  readonly offeredAt: number;
  readonly expiresAt: number;
}

/** An answer that was given in the last second still counts when it comes after it. */
export const OFFER_GRACE_MS = 2_000;

/** When an offer that nobody answered has gone by. */
export function timeOutAt({ expiresAt }: Pick<Offer, "expiresAt">): number {
  return expiresAt + OFFER_GRACE_MS;
}

/** The conversation of an offer, as it is now. */
export interface OfferedConversation {
  readonly isWaiting: boolean;
  readonly isOwned: boolean;
  readonly epoch: number;
  readonly queueId: QueueId | undefined;
}

export type OfferRefusal = "offer-over" | "not-yours";

/** Whether an agent may still answer an offer; what became of the conversation is asked apart. */
export function refuseAnswer(offer: Offer, agentId: string, now: number): OfferRefusal | undefined {
  if (offer.agentId !== agentId) return "not-yours";
  if (offer.state !== "pending") return "offer-over";
  return now > timeOutAt(offer) ? "offer-over" : undefined;
}

/** Why an offer stands no more; `undefined` while its conversation is as it was offered. */
export function whyRescinded(
  offer: Pick<Offer, "epoch" | "queueId">,
  conversation: OfferedConversation,
): "taken" | "elsewhere" | undefined {
  if (conversation.isOwned) return "taken";
  const isSame =
    conversation.isWaiting &&
    conversation.epoch === offer.epoch &&
    conversation.queueId === offer.queueId;
  return isSame ? undefined : "elsewhere";
}

/** What a timer finds: too early, gone by unanswered, or nothing left to offer. */
export function judgeTimeOut(
  offer: Offer,
  conversation: OfferedConversation,
  now: number,
): "not-yet" | "missed" | "taken" | "elsewhere" {
  const gone = whyRescinded(offer, conversation);
  if (gone) return gone;
  return now >= timeOutAt(offer) ? "missed" : "not-yet";
}

/** Somebody who misses this many in a row is not there (rules §8.5). */
export const MISSES_MAX = 3;

/** @param ends how the offers to somebody ended since they last said what they want, newest first */
export function missesTooMany(ends: readonly OfferState[]): boolean {
  return ends.length >= MISSES_MAX && ends.slice(0, MISSES_MAX).every((end) => end === "missed");
}

import { type Channel, isLive } from "../channel.ts";
import type { ConversationStatus, WaitingOn } from "../conversation.ts";
import type { Absence } from "./absence.ts";

/* How long a customer who waits is left with somebody who is gone (rules §9). */

/** Nobody has spoken to them yet, and they look at the window. */
export const UNANSWERED_CHAT_MS = 60_000;
/** They know whom they speak to: time for a tunnel or a restart. */
export const ANSWERED_CHAT_MS = 3 * 60_000;
/** Of business time: who answers when they can is not waited for by the minute. */
export const ASYNC_BUSINESS_MS = 15 * 60_000;

/** Why a conversation goes back to its queue when its owner is gone and a customer waits. */
export type WaitedReason = "unanswered-chat" | "chat-customer-waits" | "customer-waits";

/** Why a conversation went back to its queue without its owner; the last two were said beforehand. */
export type ReleaseReason = WaitedReason | "planned-absence" | "account-closed";

export type AbsenceChoice =
  | { readonly kind: "stay"; readonly because: "nobody-waits" | "owner-may-return" }
  | { readonly kind: "release"; readonly because: WaitedReason };

/** A conversation whose owner is gone. Instants are ms since epoch, UTC. */
export interface HeldConversation {
  readonly channel: Channel;
  readonly status: ConversationStatus;
  readonly waitingOn: WaitingOn;
  /** Its owner has written to the customer before. */
  readonly isAnswered: boolean;
  readonly assignedAt: number | undefined;
  /** Since when the customer waits for an answer. */
  readonly waitingSince: number | undefined;
}

/**
 * Whether a conversation goes back to its queue because its owner is gone. Only a customer who waits
 * moves it; nothing is ever closed. In a live chat the owner's absence counts, since they got it; where
 * people answer when they can, the business time in which the customer waited and the owner was gone.
 * @param businessMs business time from an instant until now, by the calendar of the inbox
 */
export function chooseAfterAbsence(
  held: HeldConversation,
  absence: Absence,
  now: number,
  businessMs: (from: number) => number,
): AbsenceChoice {
  if (held.status !== "open" || held.waitingOn !== "agent") {
    return { kind: "stay", because: "nobody-waits" };
  }
  const goneSince = Math.max(absence.since, held.assignedAt ?? absence.since);
  if (isLive(held.channel)) {
    const patienceMs = held.isAnswered ? ANSWERED_CHAT_MS : UNANSWERED_CHAT_MS;
    if (now - goneSince < patienceMs) return { kind: "stay", because: "owner-may-return" };
    const because = held.isAnswered ? "chat-customer-waits" : "unanswered-chat";
    return { kind: "release", because };
  }
  const waitsSince = Math.max(goneSince, held.waitingSince ?? goneSince);
  return businessMs(waitsSince) < ASYNC_BUSINESS_MS
    ? { kind: "stay", because: "owner-may-return" }
    : { kind: "release", because: "customer-waits" };
}

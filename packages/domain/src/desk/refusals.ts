import { isAnswerable } from "../address.ts";
import { type ChannelWeights, costOf } from "../assignment/queue-terms.ts";
import type { Channel } from "../channel.ts";
import type { ConversationState } from "../conversation.ts";
import { hasRole, type Principal } from "./principal.ts";

/** Somebody else owns it, or it has had another owner since the caller looked. */
export type Conflict = "other-owner" | "stale-epoch";

/**
 * Whether an act that belongs to the owner may be done. Nobody's conversation may be acted on by
 * whoever sees it; a supervisor may act on anybody's, under the epoch they saw.
 */
export function refuseOwnerAct(
  conversation: Pick<ConversationState, "assigneeId" | "epoch">,
  who: Principal,
  epoch: number | undefined,
): Conflict | undefined {
  if (epoch !== undefined && epoch !== conversation.epoch) return "stale-epoch";
  const owner = conversation.assigneeId;
  if (owner === undefined || owner === who.id || hasRole(who, "supervisor")) return undefined;
  return "other-owner";
}

export type ReplyRefusal = Conflict | "closed" | "opted-out" | "not-routable" | "outside-window";

/**
 * Whether a reply may go to the customer. A resolved conversation takes one, and stays resolved.
 * What is the writer's own conflicts with nothing: their claim may be done between the first key
 * and the last, and moves the epoch. Where colleagues answer for each other, an owner keeps nobody off.
 */
export function refuseReply(
  conversation: Pick<ConversationState, "assigneeId" | "epoch" | "status" | "address">,
  who: Principal,
  facts: {
    readonly epoch: number | undefined;
    readonly optedOut: boolean;
    /** The channel takes no free words any more, and these are some. */
    readonly isOutsideWindow: boolean;
    /** Whoever serves its queue answers it, whoever has it. Absent: its owner alone. */
    readonly isShared?: boolean;
  },
): ReplyRefusal | undefined {
  if (conversation.status === "closed") return "closed";
  const isOwn = conversation.assigneeId === who.id;
  const isTheirs = isOwn || (facts.isShared === true && conversation.assigneeId !== undefined);
  const conflict = isTheirs ? undefined : refuseOwnerAct(conversation, who, facts.epoch);
  if (conflict) return conflict;
  if (!isAnswerable(conversation.address)) return "not-routable";
  if (facts.optedOut) return "opted-out";
  return facts.isOutsideWindow ? "outside-window" : undefined;
}

export type ClaimRefusal = Conflict | "not-open" | "capacity-full" | "not-an-agent";

export interface Capacity {
  readonly capacity: number;
  readonly load: number;
  /** Where a channel costs other than usual. */
  readonly weights?: ChannelWeights;
}

/**
 * Whether somebody may take a conversation. Their own is theirs already and no refusal; a
 * supervisor may take one more than fits, but not one that has an owner.
 */
export function refuseClaim(
  conversation: Pick<ConversationState, "assigneeId" | "epoch" | "status" | "channel">,
  who: Principal,
  facts: { readonly epoch: number | undefined; readonly held: Capacity },
): ClaimRefusal | undefined {
  if (who.kind !== "agent") return "not-an-agent";
  if (!isActive(conversation)) return "not-open";
  if (conversation.assigneeId === who.id) return undefined;
  if (conversation.assigneeId !== undefined) return "other-owner";
  if (facts.epoch !== undefined && facts.epoch !== conversation.epoch) return "stale-epoch";
  if (hasRole(who, "supervisor")) return undefined;
  return isFull(facts.held, conversation.channel) ? "capacity-full" : undefined;
}

/** Whether one more conversation of the channel is more than the agent can hold. */
export function isFull(held: Capacity, channel: Channel): boolean {
  return held.load + costOf(channel, held.weights ?? {}) > held.capacity;
}

export function isActive(conversation: Pick<ConversationState, "status">): boolean {
  return conversation.status === "open" || conversation.status === "snoozed";
}

/** Further away than this is not a reminder but a way to lose a customer. */
export const SNOOZE_MAX_MS = 366 * 24 * 60 * 60_000;

/** Whether an instant is one to be reminded at. */
export function isSnoozable(until: number, now: number): boolean {
  return until > now && until <= now + SNOOZE_MAX_MS;
}

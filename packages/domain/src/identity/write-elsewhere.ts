import type { Channel } from "../channel.ts";
import type { ConversationState } from "../conversation.ts";
import type { AgentId, ConversationId, QueueId } from "../ids.ts";
import type { Activity } from "../inbound/route-inbound.ts";

/** Longer ago is another matter (rules §6). */
export const ELSEWHERE_WINDOW_MS = 24 * 60 * 60_000;

/** An open conversation of the same person, at an address that is theirs alone. */
export interface OpenElsewhere {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly assigneeId: AgentId | undefined;
  /** Whose it is to see: of one in the attendant's menu, where it would be without. */
  readonly queueId: QueueId | undefined;
  /** Ms since epoch. */
  readonly lastMessageAt: number;
}

/**
 * The conversation on another channel in which the same person waits, or is being served: both are
 * linked, and whoever has the one is preferred for the other. They are never made one by themselves:
 * answers must go out where the customer reads them.
 */
export function chooseElsewhere(
  channel: Channel,
  others: readonly OpenElsewhere[],
  now: number,
): OpenElsewhere | undefined {
  return others
    .filter(
      (other) => other.channel !== channel && other.lastMessageAt >= now - ELSEWHERE_WINDOW_MS,
    )
    .toSorted((a, b) => rank(b) - rank(a) || b.lastMessageAt - a.lastMessageAt)[0];
}

/** Somebody has it: they know what it is about. */
function rank({ assigneeId }: OpenElsewhere): number {
  return assigneeId === undefined ? 0 : 1;
}

/** Whoever serves the person elsewhere is preferred here, and before whoever did so long ago. */
export function preferElsewhere(
  conversation: ConversationState,
  elsewhere: OpenElsewhere | undefined,
): ConversationState {
  return elsewhere?.assigneeId === undefined
    ? conversation
    : { ...conversation, stickyAgentId: elsewhere.assigneeId };
}

type Linked = Pick<OpenElsewhere, "id" | "protocol" | "channel">;

/** Each conversation is told of the other. */
export function tellElsewhere(one: Linked, other: Linked | undefined): readonly Activity[] {
  if (!other) return [];
  return [lineOf(one, other), lineOf(other, one)];
}

function lineOf(of: Linked, { id, protocol, channel }: Linked): Activity {
  return {
    conversationId: of.id,
    kind: "writes-elsewhere",
    because: "same-person-on-another-channel",
    data: { conversationId: id, protocol, channel },
  };
}

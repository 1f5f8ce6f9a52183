import type { ConversationState } from "../../conversation.ts";

/** Takes in what is no customer's word: automatic answers and reports wake nobody. */
export function appendQuietly(conversation: ConversationState, now: number): ConversationState {
  const seq = conversation.lastSeq + 1;
  return {
    ...conversation,
    lastSeq: seq,
    lastPublicSeq: seq,
    version: conversation.version + 1,
    lastMessageAt: now,
  };
}

/** What one of us wrote elsewhere: the customer's turn if it went to them, a colleague's word if not. */
export function appendFromOutside(
  conversation: ConversationState,
  now: number,
  toCustomer: boolean,
): ConversationState {
  const appended = appendQuietly(conversation, now);
  if (!toCustomer) return { ...appended, lastPublicSeq: conversation.lastPublicSeq };
  return { ...appended, waitingOn: "customer", waitingSince: undefined };
}

/** An answer never arrived: the customer still waits for it, and whoever wrote it should know. */
export function appendReturned(
  conversation: ConversationState,
  now: number,
  writer: ConversationState["stickyAgentId"],
): ConversationState {
  return {
    ...appendQuietly(conversation, now),
    status: "open",
    snoozedUntil: undefined,
    waitingOn: "agent",
    waitingSince: conversation.waitingSince ?? now,
    stickyAgentId: writer ?? conversation.stickyAgentId,
  };
}

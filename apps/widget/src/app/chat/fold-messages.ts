import type { ChatMessage } from "@circuito/protocol";
import type { Thread } from "./state.ts";

type Status = ChatMessage["status"];

// A message that failed may still turn out to have arrived; one that arrived never un-arrives.
const STATUS_RANK: Record<Status, number> = {
  accepted: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  read: 4,
};

/** The later of two statuses: old news never takes a tick away. */
export function laterStatus(a: Status, b: Status): Status {
  return STATUS_RANK[b] > STATUS_RANK[a] ? b : a;
}

/** Adds messages by seq; one already held only gets newer ticks. */
export function mergeMessages(
  held: readonly ChatMessage[],
  arrived: readonly ChatMessage[],
): readonly ChatMessage[] {
  const bySeq = new Map(held.map((message) => [message.seq, message]));
  for (const message of arrived) {
    const known = bySeq.get(message.seq);
    bySeq.set(
      message.seq,
      known ? { ...message, status: laterStatus(known.status, message.status) } : message,
    );
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Seq of the newest message held of a conversation; 0 when none is. */
export function newestSeq(thread: Thread | undefined): number {
  return thread?.messages.at(-1)?.seq ?? 0;
}

/**
 * Adds one live message.
 * @param current the conversation the server last named, if any
 * @returns `null` if a message before it is missing or the conversation is a surprise, in which
 * case nothing may be added: the position would step over the missing one and it would never be
 * asked for.
 */
export function appendMessage(
  threads: readonly Thread[],
  { conversationId, message }: { conversationId: string; message: ChatMessage },
  current: string | undefined,
): readonly Thread[] | null {
  const thread = threads.find((one) => one.conversationId === conversationId);
  const expected = current === undefined ? threads.length === 0 : current === conversationId;
  if (!thread && !expected) return null;
  if (message.previousSeq > newestSeq(thread)) return null;
  return mergeThread(threads, conversationId, [message]);
}

/** Adds messages to their conversation, which is the newest one if it was not held. */
export function mergeThread(
  threads: readonly Thread[],
  conversationId: string,
  arrived: readonly ChatMessage[],
): readonly Thread[] {
  const known = threads.some((one) => one.conversationId === conversationId);
  if (!known) return [...threads, { conversationId, messages: mergeMessages([], arrived) }];
  return threads.map((one) =>
    one.conversationId === conversationId
      ? { conversationId, messages: mergeMessages(one.messages, arrived) }
      : one,
  );
}

import type { FinalRead, StoredMessage } from "./final-read.ts";
import { messageKey, type SentMessage } from "./sent.ts";
import { Findings, type Verdict } from "./verdict.ts";

/**
 * O3: one order, the right one.
 *
 * - gap: a conversation's `seq` is not 1..n, or its `lastSeq` is not n
 * - repeated-seq: two messages at one place
 * - real-time-inversion: accepted before the other was *sent*, and yet behind it
 * - stream-inversion: parts of one request, not in its order
 * - two-open: a contact point with two open conversations in one inbox
 */
export function checkOrder(
  sent: ReadonlyMap<string, SentMessage>,
  read: FinalRead,
  acceptedMin: number,
): Verdict {
  const findings = new Findings([
    "gap",
    "repeated-seq",
    "real-time-inversion",
    "stream-inversion",
    "two-open",
  ]);
  const byConversation = new Map<string, StoredMessage[]>();
  for (const conversation of read.conversations) byConversation.set(conversation.id, []);
  for (const message of read.messages) {
    const inOne = byConversation.get(message.conversationId);
    if (inOne) inOne.push(message);
    else byConversation.set(message.conversationId, [message]);
  }
  for (const messages of byConversation.values()) messages.sort((a, b) => a.seq - b.seq);

  for (const [id, messages] of byConversation) checkNumbers(id, messages, findings);
  checkLastSeq(read, byConversation, findings);
  for (const messages of byConversation.values()) {
    const inOrder = messages.flatMap((message) => {
      const known =
        message.ext === null ? undefined : sent.get(messageKey(message.account, message.ext));
      return known ? [known] : [];
    });
    checkRealTime(inOrder, findings);
    checkStreams(inOrder, findings);
  }
  checkOpen(read, findings);

  const figures = { messages: read.messages.length, conversations: byConversation.size };
  return findings.conclude("O3", figures, read.messages.length >= acceptedMin);
}

function checkNumbers(id: string, messages: readonly StoredMessage[], findings: Findings): void {
  let expected = 1;
  for (const { seq } of messages) {
    if (seq < expected) findings.add("repeated-seq", `${id} has seq ${seq} twice`);
    else if (seq > expected) findings.add("gap", `${id} lacks seq ${expected} to ${seq - 1}`);
    expected = seq + 1;
  }
}

function checkLastSeq(
  read: FinalRead,
  byConversation: ReadonlyMap<string, readonly StoredMessage[]>,
  findings: Findings,
): void {
  for (const { id, lastSeq } of read.conversations) {
    const newest = byConversation.get(id)?.at(-1)?.seq ?? 0;
    if (newest !== lastSeq) findings.add("gap", `${id} says ${lastSeq} and ends at ${newest}`);
  }
}

/** From the end: the earliest acceptance behind a message must not precede its first sending. */
function checkRealTime(inOrder: readonly SentMessage[], findings: Findings): void {
  let earliest: SentMessage | undefined;
  for (const message of inOrder.toReversed()) {
    const acceptedNs = earliest?.acceptedNs ?? Number.POSITIVE_INFINITY;
    if (acceptedNs < message.firstInvokedNs) {
      findings.add("real-time-inversion", `${earliest?.key} is behind ${message.key}`);
    }
    if ((message.acceptedNs ?? Number.POSITIVE_INFINITY) < acceptedNs) earliest = message;
  }
}

function checkStreams(inOrder: readonly SentMessage[], findings: Findings): void {
  const newestPart = new Map<string, SentMessage>();
  for (const message of inOrder) {
    const before = newestPart.get(message.request);
    if (before && before.part > message.part) {
      findings.add("stream-inversion", `${message.key} is behind ${before.key}`);
    }
    newestPart.set(message.request, message);
  }
}

function checkOpen(read: FinalRead, findings: Findings): void {
  const open = new Map<string, string>();
  for (const { id, account, address, isOpen } of read.conversations) {
    if (!isOpen) continue;
    const contactPoint = `${account}/${address}`;
    const other = open.get(contactPoint);
    if (other) findings.add("two-open", `${contactPoint}: ${other} and ${id}`);
    open.set(contactPoint, id);
  }
}

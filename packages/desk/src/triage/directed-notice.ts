import {
  asId,
  type DeskConversation,
  isAnswerable,
  isOutsideWindow,
  type MessageId,
  NOTICE_HOLD_MS,
  type Principal,
} from "@circuito/domain";
import {
  addActivity,
  appendAuthoredMessage,
  findReplyWindowEnd,
  isOptedOut,
  keepDirectedNotice,
  lockDeskConversation,
  type Queryable,
  saveAnswerMail,
  setDue,
  type Transaction,
  takeDirectedNotice,
  takeDue,
} from "@circuito/store";
import { type Nudges, nudge, saveChange } from "../change.ts";
import { composeReplyMail } from "../compose-reply-mail.ts";
import type { Desk } from "../desk.ts";
import type { Refusal } from "../refusal.ts";

/** Why nothing can be told to the customer of where they were directed. */
export async function refuseNotice(
  q: Queryable,
  conversation: DeskConversation,
  now: number,
): Promise<Refusal | undefined> {
  const { address, channel } = conversation;
  if (!isAnswerable(address)) return { kind: "refused", code: "not-routable" };
  if (await isOptedOut(q, address, channel)) return { kind: "refused", code: "opted-out" };
  const endedAt = await findReplyWindowEnd(q, conversation);
  if (isOutsideWindow(endedAt, now)) {
    return { kind: "refused", code: "outside-window", endedAt: endedAt ?? 0 };
  }
  const mail = await composeReplyMail(q, conversation, { kind: "reply" });
  return mail.kind === "refused" ? mail : undefined;
}

/** Keeps back what the customer is told until the move cannot be taken back any more. */
export async function keepNotice(
  q: Queryable,
  { id }: DeskConversation,
  text: string,
  now: number,
): Promise<void> {
  await keepDirectedNotice(q, id, text);
  await setDue(q, [{ kind: "directed-notice", id, at: now + NOTICE_HOLD_MS }]);
}

/** Whoever told it is not there any more: it is the house that speaks, and nobody's first answer. */
const HOUSE: Principal = {
  kind: "api-key",
  id: "directed-notice",
  name: "Circuito",
  role: "admin",
};

/** Tells customers where they were directed, now that it stands. One by one: each is locked by itself. */
export async function releaseDirectedNotices(desk: Desk, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const nudges = await desk.database.transaction((tx) => release(desk, tx, id));
    if (nudges) await nudge(desk, nudges);
  }
}

async function release(desk: Desk, tx: Transaction, id: string): Promise<Nudges | undefined> {
  const now = desk.now();
  // The row first: whoever takes the move back has it, and what they took away is not said.
  const before = await lockDeskConversation(tx, id);
  const [due] = await takeDue(tx.client, "directed-notice", [id], now);
  const text = due === undefined ? undefined : await takeDirectedNotice(tx.client, id);
  if (!before || text === undefined || before.status === "closed") return undefined;
  const because = await refuseNotice(tx.client, before, now);
  if (because) {
    const line = { kind: "notice-not-sent", because: because.code, data: {} };
    await addActivity(tx.client, {
      ...line,
      conversationId: before.id,
      actorId: undefined,
      at: now,
    });
    return undefined;
  }
  const seq = before.lastSeq + 1;
  const messageId = asId<MessageId>(desk.newId());
  const mail = await composeReplyMail(tx.client, before, { kind: "reply" });
  await appendAuthoredMessage(tx.client, {
    id: messageId,
    conversationId: before.id,
    inboxId: before.inboxId,
    seq,
    previousPublicSeq: before.lastPublicSeq,
    direction: "outbound",
    agentId: undefined,
    clientId: messageId,
    text,
    at: now,
  });
  if (mail.kind === "mail") {
    const { id: conversationId, inboxId } = before;
    await saveAnswerMail(tx.client, { messageId, conversationId, inboxId, mail: mail.mail });
  }
  // Whose turn it is does not change: the area owes an answer still.
  const after = { ...before, lastSeq: seq, lastPublicSeq: seq, protocolToldAt: now };
  return saveChange(tx, HOUSE, { before, after, message: { id: messageId, isPublic: true } }, now);
}

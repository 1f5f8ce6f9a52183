import {
  type AskId,
  asId,
  type DeskConversation,
  isAnswerable,
  type MessageId,
  type OpenAsk,
  type QuickReplyFacts,
  type SaidAsk,
} from "@circuito/domain";
import {
  appendAuthoredMessage,
  type KnownOfAsk,
  loadAskFacts,
  openAsk,
  saveAnswerMail,
  type Transaction,
} from "@circuito/store";
import { type Nudges, type StoryLine, saveChange } from "../change.ts";
import { composeReplyMail } from "../compose-reply-mail.ts";
import type { Desk } from "../desk.ts";
import { HOUSE } from "./house.ts";

type Mail = Awaited<ReturnType<typeof composeReplyMail>>;

/** What is known of whether a customer may be asked, and the mail that would carry the question. */
export interface Askable extends KnownOfAsk {
  readonly isReachable: boolean;
  readonly hasReplyAddress: boolean;
  readonly mail: Mail;
}

export async function askableOf(
  { client }: Transaction,
  conversation: DeskConversation,
): Promise<Askable> {
  const known = await loadAskFacts(client, conversation);
  const mail = await composeReplyMail(client, conversation, { kind: "reply" });
  return {
    ...known,
    isReachable: isAnswerable(conversation.address),
    hasReplyAddress: mail.kind !== "refused",
    mail,
  };
}

/** What the words of a question may name. */
export function factsOf(
  { protocol }: Pick<DeskConversation, "protocol">,
  { customerName, agentName, queueName, company }: Askable,
): QuickReplyFacts {
  return { customerName, protocol, agentName, queueName, company };
}

/** A question that is put now: how it is said, until when an answer is waited for, and what is told of it. */
export interface Question {
  readonly id: AskId;
  readonly said: SaidAsk;
  readonly endsAt: number;
  /** What the conversation has to know of it beside the choices. */
  readonly open: Pick<OpenAsk, "kind" | "survey">;
  readonly line: StoryLine;
}

/** Says a question to the customer as a message of the house, and waits for its answer. */
export async function putQuestion(
  desk: Desk,
  tx: Transaction,
  before: DeskConversation,
  { mail }: Pick<Askable, "mail">,
  { id, said, endsAt, open, line }: Question,
  now: number,
): Promise<Nudges> {
  const { client } = tx;
  const { id: conversationId, inboxId } = before;
  const messageId = asId<MessageId>(desk.newId());
  const seq = before.lastSeq + 1;
  await appendAuthoredMessage(client, {
    id: messageId,
    conversationId,
    inboxId,
    seq,
    previousPublicSeq: before.lastPublicSeq,
    direction: "outbound",
    agentId: undefined,
    clientId: messageId,
    text: said.text,
    chat: said.chat,
    ask: said.ask,
    at: now,
  });
  if (mail.kind === "mail") {
    const automatic = "auto-generated";
    const written = { messageId, conversationId, inboxId, mail: mail.mail, automatic } as const;
    await saveAnswerMail(client, written);
  }
  await openAsk(client, { id, messageId, at: now, endsAt });
  const after: DeskConversation = {
    ...before,
    lastSeq: seq,
    lastPublicSeq: seq,
    ask: { ...open, id, choices: said.choices, askedAt: now, endsAt },
  };
  const data = { askId: id, ...line.data, endsAt: new Date(endsAt).toISOString() };
  const message = { id: messageId, isPublic: true };
  return saveChange(tx, HOUSE, { before, after, activity: { ...line, data }, message }, now);
}

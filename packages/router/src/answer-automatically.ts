import {
  type AnswerableMail,
  answerReferences,
  answerSubject,
  asId,
  type ChosenAutoAnswer,
  chooseAutoAnswers,
  type MessageId,
  type NewId,
  type Routing,
} from "@circuito/domain";
import {
  loadAutoAnswerPast,
  loadAutoAnswerSettings,
  loadOwnAddresses,
  type NewAutoAnswer,
  type Queryable,
  saveAutoAnswers,
} from "@circuito/store";

/** Of what was routed, the mails that customers sent. */
export function answerableMails(routings: readonly Routing[]): readonly AnswerableMail[] {
  return routings.flatMap(({ routed: { conversation, seq, message } }): AnswerableMail[] => {
    const { mail, inboxId, locale } = message;
    if (mail === undefined || mail.origin === "sent") return [];
    const { id: conversationId, protocol } = conversation;
    return [{ conversationId, inboxId, protocol, seq, mail, locale }];
  });
}

/**
 * Acknowledges the mails of a batch, or tells that nobody is there, where an inbox does so (rules
 * §4). Runs in the transaction that routed them, after they were saved: an answer exists exactly if
 * its question does, and the locks of the contact points keep two routers from answering twice.
 * @returns messages to deliver
 */
export async function answerAutomatically(
  tx: Queryable,
  mails: readonly AnswerableMail[],
  tools: { readonly newId: NewId; readonly now: number },
): Promise<readonly MessageId[]> {
  if (mails.length === 0) return [];
  const inboxIds = [...new Set(mails.map(({ inboxId }) => inboxId))];
  const settings = await loadAutoAnswerSettings(tx, inboxIds);
  // Most inboxes say nothing by themselves: one small query is all they cost.
  if (settings.size === 0) return [];
  const past = await loadAutoAnswerPast(tx, mails, tools.now);
  const own = await loadOwnAddresses(tx);
  const answers = chooseAutoAnswers(mails, settings, past, own, tools.now).flatMap((chosen) =>
    newAnswer(chosen, tools.newId),
  );
  await saveAutoAnswers(tx, answers, tools.now);
  return answers.map(({ id }) => id);
}

function newAnswer({ of, answer }: ChosenAutoAnswer, newId: NewId): readonly NewAutoAnswer[] {
  if (!answer.answer) return [];
  const { conversationId, inboxId, mail } = of;
  const { kind, to, text } = answer;
  const [inReplyTo] = mail.inReplyTo;
  return [
    {
      id: asId(newId()),
      conversationId,
      inboxId,
      kind,
      to,
      text,
      subject: answerSubject(mail.subject),
      ...answerReferences({ mailId: mail.messageId, inReplyTo, references: mail.references }),
    },
  ];
}

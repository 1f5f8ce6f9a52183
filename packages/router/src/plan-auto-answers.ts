import {
  type AnswerableMail,
  answerReferences,
  answerSubject,
  asId,
  type ChosenAutoAnswer,
  chooseAutoAnswers,
  type NewId,
  type Routing,
} from "@circuito/domain";
import {
  loadAutoAnswerPast,
  loadAutoAnswerSettings,
  loadOwnAddresses,
  type NewAutoAnswer,
  type Queryable,
} from "@circuito/store";

/** Of what was routed, the mails that customers sent. */
export function answerableMails(routings: readonly Routing[]): readonly AnswerableMail[] {
  return routings.flatMap(({ routed, route, mail: record }): AnswerableMail[] => {
    const { conversation, seq, message, direction } = routed;
    // Somebody looked at it already, and it had been taken for a machine's.
    if (message.released) return [];
    const { mail, inboxId } = message;
    // What our own people write is no question, wherever they write it.
    // Nothing goes by itself to an address that somebody typed: it need not be theirs (security S-05).
    if (mail?.origin === "form") return [];
    if (mail === undefined || direction !== "inbound" || record?.writer === "staff") return [];
    const { id: conversationId, protocol } = conversation;
    const locale = message.locale ?? conversation.language;
    const ruleTexts = route?.choice.autoAnswer;
    return [{ conversationId, inboxId, protocol, seq, mail, locale, ruleTexts }];
  });
}

/**
 * Acknowledges the mails of a batch, or tells that nobody is there, where an inbox does so (rules
 * §4). Decides only; `saveAutoAnswers` goes after what saves the mails, in the same transaction: an
 * answer exists exactly if its question does, and the locks of the contact points keep two routers
 * from answering twice. May be asked before or after the mails were saved.
 */
export async function planAutoAnswers(
  tx: Queryable,
  mails: readonly AnswerableMail[],
  tools: { readonly newId: NewId; readonly now: number },
): Promise<readonly NewAutoAnswer[]> {
  if (mails.length === 0) return [];
  const inboxIds = [...new Set(mails.map(({ inboxId }) => inboxId))];
  const settings = await loadAutoAnswerSettings(tx, inboxIds);
  // Most inboxes say nothing by themselves: one small query is all they cost.
  if (settings.size === 0 && mails.every(({ ruleTexts }) => !ruleTexts)) return [];
  const past = await loadAutoAnswerPast(tx, mails, tools.now);
  const own = await loadOwnAddresses(tx);
  return chooseAutoAnswers(mails, settings, past, own, tools.now).flatMap((chosen) =>
    newAnswer(chosen, tools.newId),
  );
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

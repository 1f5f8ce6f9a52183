import { isOpen } from "../../calendar/business-hours.ts";
import type { Calendar } from "../../calendar/calendar.ts";
import type { ConversationId, InboxId } from "../../ids.ts";
import { inLanguage } from "../../in-language.ts";
import { isOurAddress } from "../answer/answer-recipients.ts";
import type { MailContent } from "../mail-content.ts";
import { type AutoAnswerChoice, type AutoAnswerHistory, mayAutoAnswer } from "./auto-answer.ts";

/** What an inbox says by itself, by language (`pt-BR`, `en`); what is absent is off. */
export interface AutoAnswerTexts {
  /** "We have your mail." */
  readonly acknowledgement?: Readonly<Record<string, string>>;
  /** Outside of business hours; in its place. */
  readonly absence?: Readonly<Record<string, string>>;
}

export type AutoAnswerKind = keyof AutoAnswerTexts;

/** A mail that was put into a conversation, and what answering it by itself depends on. */
export interface AnswerableMail {
  readonly conversationId: ConversationId;
  readonly inboxId: InboxId;
  /** The number a customer may quote. */
  readonly protocol: string;
  /** Of the message in its conversation: 1 opened it. */
  readonly seq: number;
  readonly mail: MailContent;
  /** Tag of the customer's language. */
  readonly locale: string | undefined;
  /** What the rule that routed it says, by language: in place of all that its inbox would. */
  readonly ruleTexts?: Readonly<Record<string, string>> | undefined;
}

/** Of its inbox. */
export interface AutoAnswerSettings {
  readonly texts: AutoAnswerTexts | undefined;
  /** Absent: always open. */
  readonly calendar: Calendar | undefined;
}

export type AutoAnswer =
  | {
      readonly answer: true;
      readonly kind: AutoAnswerKind;
      /** To whom, and nobody else. */
      readonly to: string;
      readonly text: string;
    }
  | {
      readonly answer: false;
      readonly because:
        | Extract<AutoAnswerChoice, { answer: false }>["because"]
        | "switched-off"
        /** Only the first mail of a conversation is acknowledged. */
        | "not-the-first";
    };

/** Whether a mail is answered without anybody, with what, and why not (rules §4). Pure. */
export function chooseAutoAnswer(
  { mail, protocol, seq, locale, ruleTexts }: AnswerableMail,
  { texts, calendar }: AutoAnswerSettings,
  history: AutoAnswerHistory,
  ownAddresses: ReadonlySet<string>,
  now: number,
): AutoAnswer {
  const isAway = !isOpen(calendar, now) && isSet(texts?.absence) && !isSet(ruleTexts);
  const kind: AutoAnswerKind = isAway ? "absence" : "acknowledgement";
  const words = isSet(ruleTexts) ? ruleTexts : texts?.[kind];
  if (words === undefined || !isSet(words)) return { answer: false, because: "switched-off" };
  if (kind === "acknowledgement" && seq > 1) return { answer: false, because: "not-the-first" };
  const to = autoAnswerRecipient(mail);
  const may = mayAutoAnswer(
    {
      classification: mail.classification,
      isVouchedFor: mail.isAuthenticated,
      replyTo: to,
      isOwnAddress: to !== undefined && isOurAddress(to, ownAddresses),
      isSuspicious:
        mail.remarks.includes("address-suspicious") || mail.remarks.includes("several-senders"),
    },
    history,
  );
  if (!may.answer) return may;
  if (to === undefined) return { answer: false, because: "suspicious-sender" };
  return { answer: true, kind, to, text: inLanguage(words, locale, protocol) };
}

/**
 * Where an automatic answer would go: to the one author. Whoever wants answers elsewhere gets none of
 * these: anybody could have us write to anybody, under a subject of theirs (S-05).
 */
export function autoAnswerRecipient(
  mail: Pick<MailContent, "from" | "replyTo">,
): string | undefined {
  const [author, ...others] = mail.from;
  const address = author?.address;
  const isElsewhere = mail.replyTo.some(
    (wanted) => wanted.address?.toLowerCase() !== address?.toLowerCase(),
  );
  return others.length > 0 || isElsewhere ? undefined : address;
}

function isSet(words: Readonly<Record<string, string>> | undefined): boolean {
  return words !== undefined && Object.values(words).some((text) => text.trim() !== "");
}

import type { ConversationId, InboxId } from "../../ids.ts";
import type { AutoAnswerHistory } from "./auto-answer.ts";
import {
  type AnswerableMail,
  type AutoAnswer,
  type AutoAnswerSettings,
  autoAnswerRecipient,
  chooseAutoAnswer,
} from "./choose-auto-answer.ts";

/** What the conversations and senders of a batch had of automatic mail before it. */
export interface AutoAnswerPast {
  readonly ofConversation: ReadonlyMap<
    ConversationId,
    Omit<AutoAnswerHistory, "answersToSenderLastDay">
  >;
  /** By `senderKey`: answers of the last day. */
  readonly ofSender: ReadonlyMap<string, number>;
}

export interface ChosenAutoAnswer {
  readonly of: AnswerableMail;
  readonly answer: AutoAnswer;
}

const NOTHING = {
  acknowledgementsInConversation: 0,
  automaticInConversationLastHour: 0,
  lastWereAutomatic: [],
} as const;

/** By what answers to one sender are counted. */
export function senderKey(inboxId: InboxId, address: string): string {
  return `${inboxId} ${address.toLowerCase()}`;
}

/**
 * Decides for a batch in order, each mail on what the answers before it make of its conversation and
 * its sender: ten mails of one robot in one batch get one answer. Pure.
 */
export function chooseAutoAnswers(
  mails: readonly AnswerableMail[],
  settings: ReadonlyMap<InboxId, AutoAnswerSettings>,
  past: AutoAnswerPast,
  ownAddresses: ReadonlySet<string>,
  now: number,
): readonly ChosenAutoAnswer[] {
  const ofConversation = new Map(past.ofConversation);
  const ofSender = new Map(past.ofSender);
  return mails.map((of) => {
    const to = autoAnswerRecipient(of.mail);
    const sender = senderKey(of.inboxId, to ?? "");
    const before = ofConversation.get(of.conversationId) ?? NOTHING;
    const answersToSenderLastDay = ofSender.get(sender) ?? 0;
    const answer = chooseAutoAnswer(
      of,
      settings.get(of.inboxId) ?? { texts: undefined, calendar: undefined },
      { ...before, answersToSenderLastDay },
      ownAddresses,
      now,
    );
    if (answer.answer) {
      ofSender.set(sender, answersToSenderLastDay + 1);
      ofConversation.set(of.conversationId, {
        acknowledgementsInConversation: before.acknowledgementsInConversation + 1,
        automaticInConversationLastHour: before.automaticInConversationLastHour + 1,
        lastWereAutomatic: [true, ...before.lastWereAutomatic],
      });
    }
    return { of, answer };
  });
}

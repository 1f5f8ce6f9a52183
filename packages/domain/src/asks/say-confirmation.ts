import {
  ATTENDANT_LANGUAGES,
  type AttendantLanguage,
  type AttendantWords,
} from "../attendant/attendant-flow.ts";
import { type Channel, isChatLike } from "../channel.ts";
import type { OutboundChat } from "../chat/outbound-chat.ts";
import type { AskId } from "../ids.ts";
import { fillQuickReply, type QuickReplyFacts } from "../writing/quick-reply.ts";
import { type AskChoice, choiceIdOf, type MessageAsk } from "./ask.ts";
import { CONFIRMATION_WORDS, confirmationChoices } from "./confirmation-words.ts";

/** A question as a message of ours: its words, and how it can be answered. */
export interface SaidAsk {
  readonly text: string;
  readonly choices: readonly AskChoice[];
  /** Buttons, or numbers below the words: as the channel has them. */
  readonly chat: OutboundChat | undefined;
  readonly ask: MessageAsk;
}

/** The language a customer is asked in: theirs, else Portuguese, for the first users are Brazilian. */
export function askLanguage(locale: string | undefined): AttendantLanguage {
  const wanted = locale?.slice(0, 2).toLowerCase();
  return ATTENDANT_LANGUAGES.find((tag) => tag.slice(0, 2) === wanted) ?? "pt-BR";
}

/** The question whether it is solved, for a channel and a customer. */
export function sayConfirmation(
  id: AskId,
  { words }: { readonly words: AttendantWords },
  to: {
    readonly channel: Channel;
    /** Primary tag of the customer's language, as far as it is known. */
    readonly language: string | undefined;
  },
  facts: QuickReplyFacts,
): SaidAsk {
  const language = askLanguage(to.language);
  const question = words[language]?.trim() || CONFIRMATION_WORDS[language].question;
  const text = fillAskWords(question, facts);
  const choices = confirmationChoices(language);
  if (!isChatLike(to.channel)) {
    const links = choices.map(({ title, value }) => ({ title, value }));
    return { text, choices, chat: undefined, ask: { id, links } };
  }
  const offered = choices.map((choice) => ({
    id: choiceIdOf({ id }, choice),
    title: choice.title,
  }));
  return {
    text,
    choices,
    chat: { choices: offered, language, asks: "solved" },
    ask: { id, links: [] },
  };
}

/** The words with what is known put in; what is not known leaves no gap before a comma. */
export function fillAskWords(words: string, facts: QuickReplyFacts): string {
  return fillQuickReply(words, facts)
    .map((piece) => (piece.kind === "missing" ? "" : piece.text))
    .join("")
    .replace(/ +([,.!?;:])/g, "$1")
    .replace(/ {2,}/g, " ")
    .trim();
}

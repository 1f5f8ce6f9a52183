/** The languages an attendant speaks; a text may be written in each. */
export const ATTENDANT_LANGUAGES = ["pt-BR", "en", "es"] as const;
export type AttendantLanguage = (typeof ATTENDANT_LANGUAGES)[number];

/**
 * One text in several languages. `{protocol}` and `{opens}` stand for the protocol number and for when
 * people answer again.
 */
export type AttendantWords = Readonly<Partial<Record<AttendantLanguage, string>>>;

/**
 * What the attendant of one inbox says and asks before a person does. A tree: what an option opens is
 * inside it, so that no answer leads nowhere and none leads in a circle. The way to a person is no part
 * of it: it is always there.
 */
export interface AttendantFlow {
  /** Spoken where the customer's is unknown or has no words here; every text has it. */
  readonly language: AttendantLanguage;
  readonly greeting: AttendantWords;
  /** Absent: it greets, and hands over at once. */
  readonly menu?: AttendantMenu;
  /** Said outside of business hours: when somebody will answer. Absent: as always. */
  readonly closed?: {
    readonly words: AttendantWords;
    /** Whether the menu is asked all the same, so that the matter waits in the right queue. */
    readonly asks: boolean;
  };
  /** Said when an answer was had, and people take over. */
  readonly handedOver?: AttendantWords;
  /** Answers in a row that are not understood before a person is called; 1 to 5. */
  readonly misunderstandingsMax: number;
  /** How long an answer is waited for, ms. */
  readonly answerWithinMs: number;
  /** Taken for the answer when none comes: ids of options, from the first menu on. Absent: a person. */
  readonly unanswered?: readonly string[];
}

export interface AttendantMenu {
  readonly words: AttendantWords;
  readonly options: readonly AttendantOption[];
}

export interface AttendantOption {
  /** What routing rules name; unique in its menu. */
  readonly id: string;
  readonly label: AttendantWords;
  readonly description?: AttendantWords;
  /** Other words for it, in any language. */
  readonly synonyms?: readonly string[];
  /** What is asked further. Absent: the answer is complete. */
  readonly menu?: AttendantMenu;
}

/** A flow as it was saved; a later one has a higher version. */
export interface Attendant {
  readonly version: number;
  readonly flow: AttendantFlow;
}

/** The words of a text in a language; of the flow's own where that one is missing. */
export function wordsIn(
  words: AttendantWords,
  language: AttendantLanguage,
  fallback: AttendantLanguage,
): string {
  return words[language]?.trim() || words[fallback]?.trim() || "";
}

/** The language to speak: the customer's, by their tag (BCP 47), if the flow has it; else its own. */
export function chooseLanguage(flow: AttendantFlow, locale: string | undefined): AttendantLanguage {
  const wanted = locale?.slice(0, 2).toLowerCase();
  const spoken = ATTENDANT_LANGUAGES.find((tag) => tag.slice(0, 2) === wanted);
  return spoken && flow.greeting[spoken]?.trim() ? spoken : flow.language;
}

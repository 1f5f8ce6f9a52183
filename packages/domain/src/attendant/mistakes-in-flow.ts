import type { Channel } from "../channel.ts";
import { keywordOf } from "../opt-out.ts";
import { foldWords } from "../words.ts";
import {
  ATTENDANT_LANGUAGES,
  type AttendantFlow,
  type AttendantLanguage,
  type AttendantMenu,
  type AttendantOption,
  type AttendantWords,
  wordsIn,
} from "./attendant-flow.ts";
import { BUILT_IN_WORDS } from "./built-in-words.ts";
import { BACK_ID, choicesAt, optionAt, PERSON_ID } from "./offered-choices.ts";

/** Further down people give up and ask for a person. */
export const MENU_DEPTH_MAX = 3;
/** With the way back and the way to a person: the ten rows of a WhatsApp list. */
export const MENU_OPTIONS_MAX = 8;
/** A row of a WhatsApp list. */
export const LABEL_LENGTH_MAX = 24;
export const DESCRIPTION_LENGTH_MAX = 72;
export const MISUNDERSTANDINGS_RANGE = { min: 1, max: 5 } as const;
/** Half a minute to read and choose; a day is what WhatsApp lets us answer within. */
export const ANSWER_WITHIN_RANGE_MS = { min: 30_000, max: 24 * 60 * 60_000 } as const;
const SYNONYMS_MAX = 20;
const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Longest question with its options: what one SMS of three segments, or a WhatsApp menu, holds. */
const QUESTION_LENGTH_MAX: Readonly<Record<string, number>> = { sms: 480, whatsapp: 1_024 };
const QUESTION_LENGTH_ELSEWHERE_MAX = 4_000;

export interface FlowMistake {
  /** Where in the flow, as a path of its JSON: `menu.options.0.label`. */
  readonly at: string;
  readonly because:
    | "words-missing"
    | "too-long"
    | "no-options"
    | "too-many-options"
    | "too-deep"
    | "unusable-id"
    | "reserved-id"
    | "repeated-id"
    | "repeated-label"
    | "label-is-a-number"
    /** The customer's channel takes it for a wish to get no more messages, or for help. */
    | "label-is-a-keyword"
    | "too-many-synonyms"
    | "out-of-range"
    | "no-such-option"
    | "not-an-answer"
    /** `{opens}` stands where it may be said while open. */
    | "opens-outside-closed";
  /** The limit that was passed. */
  readonly max?: number;
}

/** Everything that would make a customer stand somewhere without a way on; none: it can be used. */
export function mistakesInFlow(flow: AttendantFlow, channel: Channel): readonly FlowMistake[] {
  const { greeting, closed, handedOver, menu, unanswered } = flow;
  return [
    ...mistakesInWords(flow, greeting, "greeting"),
    ...(closed ? missingWords(flow, closed.words, "closed.words") : []),
    ...(handedOver ? mistakesInWords(flow, handedOver, "handedOver") : []),
    ...(menu ? mistakesInMenu(flow, menu, { at: "menu", path: [], channel }) : []),
    ...outOfRange(flow.misunderstandingsMax, MISUNDERSTANDINGS_RANGE, "misunderstandingsMax"),
    ...outOfRange(flow.answerWithinMs, ANSWER_WITHIN_RANGE_MS, "answerWithinMs"),
    ...(unanswered ? mistakesInPath(flow, unanswered) : []),
    ...tooLong(flow, channel),
  ];
}

/** Of any text but what is said while closed. */
function mistakesInWords(
  flow: AttendantFlow,
  words: AttendantWords,
  at: string,
): readonly FlowMistake[] {
  return [...missingWords(flow, words, at), ...opensIn(words, at)];
}

function missingWords(
  { language }: AttendantFlow,
  words: AttendantWords,
  at: string,
): readonly FlowMistake[] {
  return words[language]?.trim() ? [] : [{ at: `${at}.${language}`, because: "words-missing" }];
}

function opensIn(words: AttendantWords, at: string): readonly FlowMistake[] {
  return Object.values(words).some((text) => text.includes("{opens}"))
    ? [{ at, because: "opens-outside-closed" }]
    : [];
}

interface MenuPlace {
  readonly at: string;
  readonly path: readonly string[];
  readonly channel: Channel;
}

function mistakesInMenu(
  flow: AttendantFlow,
  { words, options }: AttendantMenu,
  { at, path, channel }: MenuPlace,
): readonly FlowMistake[] {
  const found: FlowMistake[] = [...mistakesInWords(flow, words, `${at}.words`)];
  if (path.length >= MENU_DEPTH_MAX) {
    found.push({ at, because: "too-deep", max: MENU_DEPTH_MAX });
    return found;
  }
  if (options.length === 0) found.push({ at: `${at}.options`, because: "no-options" });
  if (options.length > MENU_OPTIONS_MAX) {
    found.push({ at: `${at}.options`, because: "too-many-options", max: MENU_OPTIONS_MAX });
  }
  for (const [index, option] of options.entries()) {
    const here = `${at}.options.${index}`;
    const before = options.slice(0, index);
    found.push(...mistakesInOption(flow, option, before, here, channel));
    if (option.menu) {
      const place = { at: `${here}.menu`, path: [...path, option.id], channel };
      found.push(...mistakesInMenu(flow, option.menu, place));
    }
  }
  return found;
}

function mistakesInOption(
  flow: AttendantFlow,
  { id, label, description, synonyms = [] }: AttendantOption,
  before: readonly AttendantOption[],
  at: string,
  channel: Channel,
): readonly FlowMistake[] {
  const found: FlowMistake[] = [
    ...mistakesInWords(flow, label, `${at}.label`),
    ...opensIn(description ?? {}, `${at}.description`),
  ];
  if (!ID.test(id)) found.push({ at: `${at}.id`, because: "unusable-id" });
  if (id === PERSON_ID || id === BACK_ID) found.push({ at: `${at}.id`, because: "reserved-id" });
  if (before.some((other) => other.id === id))
    found.push({ at: `${at}.id`, because: "repeated-id" });
  if (synonyms.length > SYNONYMS_MAX) {
    found.push({ at: `${at}.synonyms`, because: "too-many-synonyms", max: SYNONYMS_MAX });
  }
  for (const language of ATTENDANT_LANGUAGES) {
    const place = `${at}.label.${language}`;
    const words = label[language]?.trim() ?? "";
    if (words !== "") found.push(...mistakesInLabel(words, language, before, place, channel));
    const below = description?.[language] ?? "";
    if ([...below].length > DESCRIPTION_LENGTH_MAX) {
      const max = DESCRIPTION_LENGTH_MAX;
      found.push({ at: `${at}.description.${language}`, because: "too-long", max });
    }
  }
  for (const [index, word] of synonyms.entries()) {
    const place = `${at}.synonyms.${index}`;
    if (foldWords(word) === "") found.push({ at: place, because: "words-missing" });
    if (keywordOf({ channel, text: word })) {
      found.push({ at: place, because: "label-is-a-keyword" });
    }
  }
  return found;
}

function mistakesInLabel(
  words: string,
  language: AttendantLanguage,
  before: readonly AttendantOption[],
  at: string,
  channel: Channel,
): readonly FlowMistake[] {
  const found: FlowMistake[] = [];
  if ([...words].length > LABEL_LENGTH_MAX) {
    found.push({ at, because: "too-long", max: LABEL_LENGTH_MAX });
  }
  const folded = foldWords(words);
  const { person, back } = BUILT_IN_WORDS[language];
  const taken = [person, back, ...before.map(({ label }) => label[language] ?? "")].map(foldWords);
  if (taken.includes(folded)) found.push({ at, because: "repeated-label" });
  if (/^\d*$/.test(folded)) found.push({ at, because: "label-is-a-number" });
  if (keywordOf({ channel, text: words })) found.push({ at, because: "label-is-a-keyword" });
  return found;
}

function outOfRange(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  at: string,
): readonly FlowMistake[] {
  return Number.isInteger(value) && value >= min && value <= max
    ? []
    : [{ at, because: "out-of-range", max }];
}

function mistakesInPath(flow: AttendantFlow, path: readonly string[]): readonly FlowMistake[] {
  const option = optionAt(flow, path);
  if (!option) return [{ at: "unanswered", because: "no-such-option" }];
  return option.menu ? [{ at: "unanswered", because: "not-an-answer" }] : [];
}

/** The first question is the longest: greeting, absence, number and menu are one message. */
function tooLong(flow: AttendantFlow, channel: Channel): readonly FlowMistake[] {
  const max = QUESTION_LENGTH_MAX[channel] ?? QUESTION_LENGTH_ELSEWHERE_MAX;
  const found = ATTENDANT_LANGUAGES.find((language) => lengthOfFirst(flow, language) > max);
  return found ? [{ at: `greeting.${found}`, because: "too-long", max }] : [];
}

/** "Número de atención: 251126-ABCDEFGH", and a weekday with date and time for `{opens}`. */
const FILLED_IN_LENGTH = 80;

function lengthOfFirst(flow: AttendantFlow, language: AttendantLanguage): number {
  const texts = [flow.greeting, flow.closed?.words, flow.menu?.words].map((words) =>
    wordsIn(words ?? {}, language, flow.language),
  );
  const rows = flow.menu ? choicesAt(flow, [], language) : [];
  const written = rows.map(({ title, description = "" }) => `1. ${title} (${description})`);
  return [...texts, ...written].join("\n\n").length + FILLED_IN_LENGTH;
}

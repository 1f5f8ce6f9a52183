import { foldWords } from "../words.ts";

/** A longer "word" is a token or a signature: nobody types it, and it would fill the index. */
const WORD_LENGTH_MAX = 64;
/** Different words that one message is found by; a longer text is a pasted log. */
const MESSAGE_WORDS_MAX = 2_000;
/** Words of one question: more of them find no fewer messages. */
const QUESTION_WORDS_MAX = 12;

/** The different words that a message is found by, in no order that matters. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(wordsOf(text))].slice(0, MESSAGE_WORDS_MAX);
}

/** The words of a question, each once; all of them must be in what is found. */
export function questionWords(question: string): readonly string[] {
  return [...new Set(wordsOf(question))].slice(0, QUESTION_WORDS_MAX);
}

/**
 * A message's words as dictionaries of word forms want them, each once: in small letters, as written
 * ("devoluções") and without accents, since people type them either way. Numbers have no forms.
 */
export function wordsToStem(text: string): readonly string[] {
  return [...new Set(formsOf(text).flat())].slice(0, 2 * MESSAGE_WORDS_MAX);
}

/** A word of a question, and what dictionaries are to be asked for beside it. */
export interface QuestionWord {
  /** As {@link questionWords} gives it. */
  readonly word: string;
  /** As {@link wordsToStem} gives them. */
  readonly forms: readonly string[];
}

/** The words of a question with what their forms are found by, in the order of {@link questionWords}. */
export function questionForms(question: string): readonly QuestionWord[] {
  const forms = new Map<string, readonly string[]>();
  for (const ofWord of formsOf(question)) {
    const [first] = ofWord;
    if (first !== undefined) {
      const word = searchWord(first);
      forms.set(word, [...new Set([...(forms.get(word) ?? []), ...ofWord])]);
    }
  }
  return questionWords(question).map((word) => ({ word, forms: forms.get(word) ?? [] }));
}

/** Of each word its forms: without accents, and as it is written where that is something else. */
function formsOf(text: string): readonly (readonly string[])[] {
  const written =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return written
    .filter((word) => word.length <= WORD_LENGTH_MAX && !/\p{N}/u.test(word))
    .map((word) => [...new Set([foldWords(word), word])].filter((form) => /^\p{L}+$/u.test(form)));
}

/**
 * A word as it is kept and asked for: without case, accents and plural, so that "Ligações" is found by
 * "ligacao". The same for what is kept and what is asked, so that a wrong singular still meets itself.
 */
export function searchWord(word: string): string {
  return singular(foldWords(word));
}

function wordsOf(text: string): readonly string[] {
  return foldWords(text)
    .split(" ")
    .filter((word) => word !== "" && word.length <= WORD_LENGTH_MAX)
    .map(singular);
}

/**
 * Ends of Portuguese and Spanish plurals, without accents, the longest first, and what stands there in
 * the singular: the first step of Orengo and Huyck, "A stemming algorithm for the Portuguese
 * language" (2001).
 */
const PLURALS: readonly (readonly [end: string, singular: string, lengthMin: number])[] = [
  ["coes", "cao", 5],
  ["soes", "sao", 5],
  ["oes", "ao", 5],
  ["aes", "ao", 4],
  ["ais", "al", 4],
  ["eis", "el", 4],
  ["ois", "ol", 4],
  ["res", "r", 5],
  ["zes", "z", 5],
  ["les", "l", 5],
  ["ns", "m", 3],
  ["is", "il", 5],
];

function singular(word: string): string {
  if (!word.endsWith("s") || word.length < 3 || /\d/.test(word)) return word;
  for (const [end, other, lengthMin] of PLURALS) {
    if (word.length >= lengthMin && word.endsWith(end)) return word.slice(0, -end.length) + other;
  }
  return word.endsWith("ss") ? word : word.slice(0, -1);
}

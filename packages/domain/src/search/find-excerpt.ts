import { cutText, foldWords } from "../words.ts";
import { searchWord } from "./search-words.ts";

/** A few words of a message around what was found in it. */
export interface Excerpt {
  readonly text: string;
  /** Where words that were asked for stand in `text`: begin and end, in UTF-16 units, in order. */
  readonly marks: readonly (readonly [begin: number, end: number])[];
}

/** Two lines of a list of hits. */
const EXCERPT_LENGTH_MAX = 200;
/** Enough before the first hit to see what it is about. */
const BEFORE_LENGTH = 60;
/** Words looked at; what stands behind them is not shown as a hit. */
const READ_LENGTH_MAX = 20_000;

/**
 * @param words as {@link questionWords} gives them
 * @param beginnings what a word may begin with to be a hit, too: the word that is being typed, and stems;
 *   folded, or with the accents that a stem has
 */
export function findExcerpt(
  text: string,
  words: readonly string[],
  beginnings: readonly string[] = [],
): Excerpt {
  const folded = beginnings.map(foldWords).filter((beginning) => beginning !== "");
  const line = text.slice(0, READ_LENGTH_MAX).replace(/\s+/gu, " ").trim();
  const hits = [...line.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(({ 0: word }) =>
    isHit(word, words, folded),
  );
  const first = hits[0]?.index ?? 0;
  const from = line.length <= EXCERPT_LENGTH_MAX ? 0 : beginOfWord(line, first - BEFORE_LENGTH);
  const shown = cutText(line.slice(from), EXCERPT_LENGTH_MAX);
  const opening = from > 0 ? "…" : "";
  const closing = from + shown.length < line.length ? "…" : "";
  return {
    text: `${opening}${shown}${closing}`,
    marks: hits.flatMap(({ index, 0: word }) => {
      const begin = index - from;
      const end = begin + word.length;
      if (begin < 0 || end > shown.length) return [];
      return [[begin + opening.length, end + opening.length] as const];
    }),
  };
}

function isHit(word: string, words: readonly string[], beginnings: readonly string[]): boolean {
  const kept = searchWord(word);
  if (words.includes(kept)) return true;
  // "ligação" begins with what "ligaç" is without its accent; "papéis" with "papel" in the singular only.
  return beginnings.some((one) => kept.startsWith(one) || foldWords(word).startsWith(one));
}

/** The first place after `at` where a word begins. */
function beginOfWord(line: string, at: number): number {
  if (at <= 0) return 0;
  const space = line.indexOf(" ", at);
  return space === -1 || space > at + BEFORE_LENGTH ? at : space + 1;
}

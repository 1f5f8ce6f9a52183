import { cutText } from "../words.ts";
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
 * @param isPrefix whether the last of them may be the beginning of a word
 */
export function findExcerpt(text: string, words: readonly string[], isPrefix = false): Excerpt {
  const line = text.slice(0, READ_LENGTH_MAX).replace(/\s+/gu, " ").trim();
  const hits = [...line.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(({ 0: word }) =>
    isHit(searchWord(word), words, isPrefix),
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

function isHit(word: string, words: readonly string[], isPrefix: boolean): boolean {
  if (words.includes(word)) return true;
  const last = words.at(-1);
  return isPrefix && last !== undefined && word.startsWith(last);
}

/** The first place after `at` where a word begins. */
function beginOfWord(line: string, at: number): number {
  if (at <= 0) return 0;
  const space = line.indexOf(" ", at);
  return space === -1 || space > at + BEFORE_LENGTH ? at : space + 1;
}

import { searchWord } from "../search/search-words.ts";
import { foldWords } from "../words.ts";
import type { ArticleLocale } from "./article.ts";
import { type ArticleBlock, articleText, inlineText } from "./article-blocks.ts";

/** A: title and keywords. B: headings. D: everything else. As Postgres weighs them. */
export type WordWeight = "A" | "B" | "D";

/** A word as it is looked for, and as it is written: some endings tell what they are by their accent. */
export interface AskedWord {
  /** Folded: without case and accents; letters and digits only. */
  readonly word: string;
  /** In small letters, accents and all; letters, digits and marks only. */
  readonly written: string;
}

/** A word of an article, and where it stands. */
export interface ArticleWord extends AskedWord {
  /** From 1; a higher one than Postgres keeps is cut to its highest. */
  readonly position: number;
  readonly weight: WordWeight;
}

/** A longer "word" is a token: nobody types it. */
const WORD_LENGTH_MAX = 64;
/** Highest position in a tsvector. */
const POSITION_MAX = 16_383;
/** Words of one question: more of them find nothing else. */
const QUESTION_WORDS_MAX = 12;
/** Words between two parts: so far apart they are no phrase. */
const PART_GAP = 20;

/** The words that an article is found by. Word forms of its language are the database's to add. */
export function articleWords(
  { title, keywords }: { readonly title: string; readonly keywords: string },
  blocks: readonly ArticleBlock[],
  locale: ArticleLocale,
): readonly ArticleWord[] {
  const headings = blocks.flatMap((block) =>
    block.kind === "heading" ? [inlineText(block.inlines)] : [],
  );
  const others = articleText(blocks.filter(({ kind }) => kind !== "heading"));
  const parts: readonly (readonly [WordWeight, string])[] = [
    ["A", title],
    ["A", keywords],
    ["B", headings.join("\n")],
    ["D", others],
  ];
  const words: ArticleWord[] = [];
  let position = 0;
  for (const [weight, text] of parts) {
    for (const asked of wordsOf(text, locale)) {
      position = Math.min(position + 1, POSITION_MAX);
      words.push({ ...asked, position, weight });
    }
    position = Math.min(position + PART_GAP, POSITION_MAX);
  }
  return words;
}

/** Words of a question as articles of a language are asked for, each once. */
export function articleQuestion(question: string, locale: ArticleLocale): readonly AskedWord[] {
  const words = new Map(wordsOf(question, locale).map((asked) => [asked.word, asked]));
  return [...words.values()].slice(0, QUESTION_WORDS_MAX);
}

/** Words that a customer said, looked for together: later ones hardly change what is found. */
const SAID_WORDS_MAX = 40;
/** "oi", "ok", "de": nothing is about them. */
const SAID_WORD_LENGTH_MIN = 3;

/**
 * What articles are suggested by: words of what was said, each once, the first texts first. Numbers are
 * somebody's: an order, a telephone.
 */
export function saidWords(texts: readonly string[], locale: ArticleLocale): readonly AskedWord[] {
  const words = new Map(
    texts
      .flatMap((text) => wordsOf(text.replace(/\S+@\S+|https?:\/\/\S+/gu, " "), locale))
      .filter(({ word }) => word.length >= SAID_WORD_LENGTH_MIN && !/\d/.test(word))
      .map((asked) => [asked.word, asked]),
  );
  return [...words.values()].slice(0, SAID_WORDS_MAX);
}

function wordsOf(text: string, locale: ArticleLocale): readonly AskedWord[] {
  const tokens =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return tokens
    .filter((written) => written.length <= WORD_LENGTH_MAX)
    .flatMap((written) =>
      // One sign may be several words: "½".
      foldWords(written)
        .split(" ")
        .filter((folded) => folded !== "")
        .map((folded) => ({ word: keptWord(folded, locale), written })),
    );
}

/** The singular is Portuguese and Spanish; in English, "subscriptions" would be "subscriptiom". */
function keptWord(folded: string, locale: ArticleLocale): string {
  return locale === "en" ? folded : searchWord(folded);
}

/** A longer question is a story; it is no other question for its last words. */
const QUESTION_KEPT_MAX = 80;

/**
 * A question as it is counted among others: folded, so that who asks the same is counted together, and
 * without numbers of four digits and more, which are somebody's.
 * @returns empty where nothing is left that could be counted
 */
export function countedQuestion(question: string): string {
  const words = foldWords(question.replace(/\S+@\S+/gu, " "))
    .split(" ")
    .filter((word) => word !== "" && !/\d{4}/.test(word));
  let kept = "";
  for (const word of words) {
    if (kept.length + word.length >= QUESTION_KEPT_MAX) break;
    kept = kept === "" ? word : `${kept} ${word}`;
  }
  return kept;
}

/**
 * Text as rules and keywords compare it: compatibility forms folded (full-width STOP is STOP), case
 * and accents dropped, everything that is not a letter or digit turned into one space.
 */
export function foldWords(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Whether `folded` text contains the folded word or phrase, at word boundaries. */
export function containsWords(folded: string, foldedPhrase: string): boolean {
  return foldedPhrase !== "" && ` ${folded} `.includes(` ${foldedPhrase} `);
}

/** As much of a text as fits, never half a character: half a surrogate pair is not storable. */
export function cutText(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax).replace(/[\uD800-\uDBFF]$/, "");
}

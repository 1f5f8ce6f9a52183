import { foldWords } from "../words.ts";

/** An address that still can be read aloud. */
export const SLUG_LENGTH_MAX = 80;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function isSlug(text: string): boolean {
  return text.length <= SLUG_LENGTH_MAX && SLUG.test(text);
}

/**
 * The address that a title proposes: "Como pedir a 2ª via?" is `como-pedir-a-2a-via`.
 * @returns empty where the title has no letter or digit of the Latin alphabet
 */
export function slugOf(title: string): string {
  const words = foldWords(title)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > SLUG_LENGTH_MAX) break;
    slug = longer;
  }
  return slug === "" ? (words[0] ?? "").slice(0, SLUG_LENGTH_MAX) : slug;
}

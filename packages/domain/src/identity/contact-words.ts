/* What may be written down of a contact: for rules to look at and for people to read. */

/** Lower-case: "VIP" and "vip" are one segment. */
export const SEGMENT = /^[\p{Ll}\p{N}][\p{Ll}\p{N} ._-]{0,39}$/u;
/** More is a database of its own; a rule looks at each. */
export const SEGMENTS_MAX = 20;
/** As a program would call it: `plan`, `customer_number`. */
export const ATTRIBUTE_NAME = /^[a-z][a-z0-9_-]{0,39}$/;
export const ATTRIBUTES_MAX = 30;
/** One line of the context pane, and no place for notes. */
export const ATTRIBUTE_LENGTH_MAX = 200;
export const CONTACT_NAME_LENGTH_MAX = 120;

/** A segment as it is kept. @returns `undefined` for what can be none */
export function segmentOf(words: string): string | undefined {
  const segment = words.normalize("NFC").trim().replace(/\s+/gu, " ").toLowerCase();
  return SEGMENT.test(segment) ? segment : undefined;
}

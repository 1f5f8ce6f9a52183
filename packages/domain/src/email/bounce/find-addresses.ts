import { strictAddress } from "../mail-address.ts";

/** A report that lists more is cut; nobody reads on. */
const ADDRESSES_MAX = 100;
const WORD_LENGTH_MAX = 300;

/** Addresses in running text, in order, each once, lower-cased. One pass over words. */
export function findAddresses(text: string): readonly string[] {
  const found = new Set<string>();
  for (const word of text.split(/[\s<>()[\]{},;:"'|*=]+/)) {
    if (found.size >= ADDRESSES_MAX) break;
    if (word.length > WORD_LENGTH_MAX || !word.includes("@")) continue;
    const address = strictAddress(word.replace(/^[.…]+|[.…!?]+$/g, ""));
    if (address?.includes(".", address.indexOf("@"))) found.add(address.toLowerCase());
  }
  return [...found];
}

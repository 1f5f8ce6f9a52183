import { type Formatted, parseMailFormatting } from "./formatting.ts";

/** What one of us wrote in a mail, as it is to be seen. */
export type MailBlock =
  /** A paragraph with its line breaks. */
  | { readonly kind: "words"; readonly parts: readonly Formatted[] }
  | {
      readonly kind: "list";
      /** The number it begins with; `undefined`: it has none. */
      readonly from: number | undefined;
      readonly items: readonly (readonly Formatted[])[];
    };

const BULLET = /^[-•] (?=\S)/;
const NUMBER = /^(\d{1,3})[.)] (?=\S)/;

/**
 * Paragraphs and lists, in the order written: an empty line ends a paragraph, lines that begin with `- ` or
 * `1. ` are a list.
 */
export function mailBlocks(text: string): readonly MailBlock[] {
  const blocks: MailBlock[] = [];
  let words: string[] = [];
  let list: { from: number | undefined; items: Formatted[][] } | undefined;
  let isInMono = false;

  const endWords = () => {
    if (words.length > 0)
      blocks.push({ kind: "words", parts: parseMailFormatting(words.join("\n")) });
    words = [];
  };
  const endList = () => {
    if (list) blocks.push({ kind: "list", ...list });
    list = undefined;
  };

  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const item = isInMono ? undefined : itemOf(line);
    if (item === undefined) {
      if (line.trim() === "" && !isInMono) {
        endWords();
        // Items may stand apart from each other.
        continue;
      }
      endList();
      words.push(line);
      if (line.split("```").length % 2 === 0) isInMono = !isInMono;
      continue;
    }
    endWords();
    if (list && (list.from === undefined) !== (item.number === undefined)) endList();
    list ??= { from: item.number, items: [] };
    list.items.push([...parseMailFormatting(item.words)]);
  }
  endList();
  endWords();
  return blocks;
}

function itemOf(
  line: string,
): { readonly number: number | undefined; readonly words: string } | undefined {
  const [bullet] = BULLET.exec(line) ?? [];
  if (bullet !== undefined) return { number: undefined, words: line.slice(bullet.length) };
  const [sign, number] = NUMBER.exec(line) ?? [];
  if (sign === undefined) return undefined;
  return { number: Number(number), words: line.slice(sign.length) };
}

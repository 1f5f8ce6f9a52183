import type { Channel } from "../channel.ts";
import { type ArticleBlock, type ArticleInline, inlineText } from "./article-blocks.ts";

/** How a channel writes what Markdown marks: nothing where it shows the signs themselves. */
interface Marks {
  readonly strong: string;
  readonly emphasis: string;
  readonly struck: string;
  readonly code: string;
  readonly bullet: string;
}

/** https://faq.whatsapp.com/539178204879377 */
const WHATSAPP: Marks = { strong: "*", emphasis: "_", struck: "~", code: "`", bullet: "• " };
const PLAIN: Marks = { strong: "", emphasis: "", struck: "", code: "", bullet: "• " };
/** A bullet is outside the small alphabet of an SMS: it would cost every part more than half its room. */
const SMS: Marks = { ...PLAIN, bullet: "- " };

/** Signs of the writer's that would cost an SMS its small alphabet, and what says the same. */
const SMALL_ALPHABET: readonly (readonly [RegExp, string])[] = [
  [/[“”„«»]/gu, '"'],
  [/[‘’]/gu, "'"],
  [/[–—]/gu, "-"],
  [/…/gu, "..."],
  [/\u00A0/gu, " "],
];

/**
 * An article's words as a channel shows them, to be sent in a reply: with the channel's own marks, or
 * none; links as addresses; of pictures what they show.
 */
export function adaptArticle(blocks: readonly ArticleBlock[], channel: Channel): string {
  const marks = marksOf(channel);
  const text = writeBlocks(blocks, marks).trim();
  if (channel !== "sms") return text;
  return SMALL_ALPHABET.reduce((said, [sign, other]) => said.replace(sign, other), text);
}

function marksOf(channel: Channel): Marks {
  if (channel === "whatsapp") return WHATSAPP;
  return channel === "sms" ? SMS : PLAIN;
}

function writeBlocks(blocks: readonly ArticleBlock[], marks: Marks): string {
  return blocks
    .map((block) => writeBlock(block, marks))
    .filter((text) => text !== "")
    .join("\n\n");
}

function writeBlock(block: ArticleBlock, marks: Marks): string {
  switch (block.kind) {
    case "heading":
      return marked(inlineText(block.inlines), marks.strong);
    case "paragraph":
      return writeInlines(block.inlines, marks);
    case "list":
      return block.items
        .map((item, at) => {
          const sign = block.start === undefined ? marks.bullet : `${block.start + at}. `;
          return `${sign}${indented(writeItem(item, marks), sign.length)}`;
        })
        .join("\n");
    case "quote":
      return writeBlocks(block.blocks, marks);
    case "code":
      return block.text;
    case "table":
      return block.rows.map((row) => writeRow(block.head, row, marks)).join("\n");
    case "rule":
      return "";
  }
}

/** Closer together than paragraphs of the whole. */
function writeItem(item: readonly ArticleBlock[], marks: Marks): string {
  return item
    .map((block) => writeBlock(block, marks))
    .filter((text) => text !== "")
    .join("\n");
}

const indented = (text: string, by: number) => text.replaceAll("\n", `\n${" ".repeat(by)}`);

/** "Prazo: 3 dias; Valor: R$ 10": a grid would fall apart in letters of different widths. */
function writeRow(
  head: readonly (readonly ArticleInline[])[],
  row: readonly (readonly ArticleInline[])[],
  marks: Marks,
): string {
  const cells = row.map((cell, at) => {
    const name = inlineText(head[at] ?? []).trim();
    const value = writeInlines(cell, marks);
    return name === "" ? value : `${name}: ${value}`;
  });
  return `${marks.bullet}${cells.join("; ")}`;
}

function writeInlines(inlines: readonly ArticleInline[], marks: Marks): string {
  return inlines.map((inline) => writeInline(inline, marks)).join("");
}

function writeInline(inline: ArticleInline, marks: Marks): string {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "break":
      return "\n";
    case "code":
      return marked(inline.text, marks.code);
    case "strong":
    case "emphasis":
    case "struck":
      return marked(writeInlines(inline.inlines, marks), marks[inline.kind]);
    case "link":
      return writeLink(inline.href, inlineText(inline.inlines).trim());
    case "image":
      return inline.alt === "" ? "" : `[${inline.alt}]`;
  }
}

function writeLink(href: string, words: string): string {
  const address = href.replace(/^(?:mailto|tel):/i, "");
  if (href.startsWith("#") || words === address) return words;
  return words === "" ? address : `${words} (${address})`;
}

/** Marks hold to the word: WhatsApp leaves `* so *` as it stands, and one around lines, too. */
function marked(text: string, mark: string): string {
  const words = text.trim();
  if (mark === "" || words === "" || words.includes("\n") || words.includes(mark)) return text;
  const from = text.indexOf(words);
  return `${text.slice(0, from)}${mark}${words}${mark}${text.slice(from + words.length)}`;
}

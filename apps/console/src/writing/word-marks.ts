import { SHORTCUTS, type ShortcutId } from "../shell/shortcut-map.ts";
import { around, lines, linked, type Written } from "./marking.ts";

/** What a key or the menu makes of words that a customer will see formatted. */
export type WordMark = "bold" | "italic" | "strike" | "link" | "bullets" | "steps";

/** By what a channel shows (decision 45): mail has all, WhatsApp no links behind words and no lists. */
export const MAIL_MARKS: readonly WordMark[] = [
  "bold",
  "italic",
  "strike",
  "link",
  "bullets",
  "steps",
];
export const WHATSAPP_MARKS: readonly WordMark[] = ["bold", "italic", "strike"];

const SIGNS = { bold: "*", italic: "_", strike: "~" } as const;

/** Lists have none: where the signs of their keys are depends on the keyboard. */
const KEYS: Partial<Readonly<Record<WordMark, ShortcutId>>> = {
  bold: "markBold",
  italic: "markItalic",
  strike: "markStruck",
  link: "markLink",
};

/** The mark that a key stands for, in the notation of the keyboard map. */
export function markOfKey(key: string, marks: readonly WordMark[]): WordMark | undefined {
  return marks.find((mark) => {
    const id = KEYS[mark];
    return id !== undefined && SHORTCUTS[id].key === key;
  });
}

export function keyOfMark(mark: WordMark): ShortcutId | undefined {
  return KEYS[mark];
}

/**
 * Marks what is selected; what has the mark already loses it.
 * @param words what stands there where nothing is selected
 */
export function markWords(written: Written, mark: WordMark, words: string): Written {
  switch (mark) {
    case "bold":
    case "italic":
    case "strike":
      return eachLine(written, SIGNS[mark], words);
    case "link":
      return linked(written, words);
    case "bullets":
      return lines(written, () => "- ", /^[-•] /);
    case "steps":
      return lines(written, (at) => `${at + 1}. `, /^\d+[.)] /);
  }
}

/** A mark lasts to the end of its line, and stands at a word: spaces around the selection stay outside. */
function eachLine({ text, from, to }: Written, sign: string, words: string): Written {
  const chosen = text.slice(from, to);
  const lead = chosen.length - chosen.trimStart().length;
  const bare = chosen.trim();
  if (bare === "") return around({ text, from, to: from }, sign, words);
  const begin = from + lead;
  if (!bare.includes("\n")) return around({ text, from: begin, to: begin + bare.length }, sign, "");
  const put = bare
    .split("\n")
    .map((line) => (line.trim() === "" ? line : line.replace(/\S(?:.*\S)?/u, `${sign}$&${sign}`)))
    .join("\n");
  return {
    text: text.slice(0, begin) + put + text.slice(begin + bare.length),
    from: begin,
    to: begin + put.length,
  };
}

import { around, lines, linked, type Written } from "../writing/marking.ts";

/** What a button or key makes of a selection of Markdown. */
export type MarkdownMark =
  | "bold"
  | "italic"
  | "link"
  | "heading"
  | "bullets"
  | "steps"
  | "quote"
  | "callout";

const AROUND = { bold: "**", italic: "_" } as const;

/**
 * Puts a mark around what is selected, or before its lines; what has the mark already loses it. The
 * selection stays on the same words.
 * @param words what stands there where nothing is selected
 */
export function markWritten(written: Written, mark: MarkdownMark, words: string): Written {
  switch (mark) {
    case "bold":
    case "italic":
      return around(written, AROUND[mark], words);
    case "link":
      return linked(written, words);
    case "heading":
      return lines(written, () => "## ", /^#{1,6} /);
    case "bullets":
      return lines(written, () => "- ", /^[-*] /);
    case "steps":
      return lines(written, (at) => `${at + 1}. `, /^\d+\. /);
    case "quote":
      return lines(written, () => "> ", /^> /);
    case "callout":
      return callout(written);
  }
}

/** A picture of its own paragraph, where the selection begins; what it shows is to be written next. */
export function picturePut({ text, from }: Written, path: string, words: string): Written {
  const before = text.slice(0, from);
  const after = text.slice(from);
  const gapBefore =
    before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const gapAfter =
    after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const begin = before.length + gapBefore.length + 2;
  return {
    text: `${before}${gapBefore}![${words}](${path})${gapAfter}${after}`,
    from: begin,
    to: begin + words.length,
  };
}

function callout({ text, from, to }: Written): Written {
  const begin = text.lastIndexOf("\n", from - 1) + 1;
  const gap = begin === 0 || text.slice(0, begin).endsWith("\n\n") ? "" : "\n";
  const chosen = text.slice(begin, to).split("\n").join("\n> ");
  const put = `${gap}> [!NOTE]\n> ${chosen}`;
  const caret = begin + put.length;
  return { text: text.slice(0, begin) + put + text.slice(to), from: caret, to: caret };
}

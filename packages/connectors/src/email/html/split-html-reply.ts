import { type ReplyPart, type ReplySplit, type SplitOptions, splitLines } from "@circuito/domain";
import { type HtmlLine, htmlLines } from "./html-lines.ts";

export interface HtmlReply {
  /** The text that the HTML shows. */
  readonly text: string;
  /** The parts, by their place in `text`. */
  readonly split: ReplySplit;
  /** The same parts by their place in the HTML: to be cut first and sanitised then. */
  readonly htmlParts: readonly ReplyPart[];
  /** What its pictures name, as written, in order. */
  readonly pictures: readonly string[];
}

/** Separates the writer's words from the quoted mail in HTML, by the rules for text and its marks. */
export function splitHtmlReply(html: string, options: SplitOptions = {}): HtmlReply {
  const { text, lines, pictures } = htmlLines(html);
  const inHtml = splitLines(lines, options);
  return {
    text,
    pictures,
    htmlParts: inHtml.parts,
    split: { ...inHtml, parts: inText(inHtml.parts, lines) },
  };
}

/** Parts begin and end with lines, so each is found again by its first and last line. */
function inText(parts: readonly ReplyPart[], lines: readonly HtmlLine[]): readonly ReplyPart[] {
  const result: ReplyPart[] = [];
  let at = 0;
  for (const part of parts) {
    const start = lines[at]?.textStart ?? 0;
    while (at < lines.length && (lines[at]?.end ?? 0) <= part.end) at += 1;
    const end = lines[at - 1]?.textEnd ?? start;
    if (end > start) result.push({ kind: part.kind, start, end });
  }
  return result;
}

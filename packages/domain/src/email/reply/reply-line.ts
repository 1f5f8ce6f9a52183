/** One line of a mail, with the place it stands at in the source; of HTML, a line as it is shown. */
export interface ReplyLine {
  /** Range in the source, [start, end), line break included. */
  readonly start: number;
  readonly end: number;
  /** The words, trimmed, with one space between them; without quote marks. */
  readonly text: string;
  /** How often it is quoted: `>` marks, or enclosing block quotes. */
  readonly depth: number;
  /** What the mail program itself said about this place, in HTML. */
  readonly mark?: ReplyMark;
}

/** `quote`: all from here on is the answered mail. `cite`: a quotation that the program marked. */
export type ReplyMark = "quote" | "cite" | "rule" | "signature";

/** Longer lines are no headers of a quotation; their beginning decides. */
const LOOKED_AT_MAX = 400;

/**
 * Lines that are told apart; what comes after them belongs to the last. An answer stands within the
 * first of them, and a text of a million empty lines costs no more than a long one (B-26).
 */
export const REPLY_LINES_MAX = 12_000;

/** The lines of a text mail, with their offsets. One pass. */
export function textLines(text: string): readonly ReplyLine[] {
  const lines: ReplyLine[] = [];
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf("\n", start);
    const isLast = found < 0 || lines.length === REPLY_LINES_MAX - 1;
    const end = isLast ? text.length : found + 1;
    const raw = text.slice(start, Math.min(end, start + LOOKED_AT_MAX));
    const { depth, rest } = unquote(raw);
    lines.push({ start, end, text: foldSpace(rest), depth });
    start = end;
  }
  return lines;
}

/** `> > words` is depth 2. A mark deep inside the line is no quotation. */
function unquote(raw: string): { depth: number; rest: string } {
  let depth = 0;
  let at = 0;
  for (let i = 0; i < raw.length; i += 1) {
    const char = raw.charAt(i);
    if (char === ">") {
      depth += 1;
      at = i + 1;
    } else if (char !== " " && char !== "\t" && char !== "\u00a0") break;
    else if (depth === 0 && i >= 3) break;
  }
  const rest = raw.slice(at);
  // `<ana@example.com` broke before its bracket: the colon behind it closes an introduction.
  return /^\s*[:：]\s*$/.test(rest) ? { depth: 0, rest: raw } : { depth, rest };
}

/** White space of all kinds as single spaces, invisible characters gone. */
export function foldSpace(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, "")
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}

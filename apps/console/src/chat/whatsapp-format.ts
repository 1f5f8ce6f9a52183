/** What WhatsApp's marks make of a text: a tree of words, never markup. */
export type Formatted =
  | { readonly kind: "text" | "mono"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike"; readonly parts: readonly Formatted[] };

const STYLES = { "*": "bold", _: "italic", "~": "strike" } as const;
type Marker = keyof typeof STYLES;

/**
 * `*bold*`, `_italic_`, `~strike~`, `` `mono` `` and ` ```mono``` ` as WhatsApp reads them: a mark
 * opens where a word may begin, closes where it may end, on the same line; what has no end is a
 * character like any other. Takes time in proportion to the text, whatever is in it.
 */
export function parseFormatting(text: string): readonly Formatted[] {
  return parse(text, new Set());
}

function parse(text: string, within: ReadonlySet<Marker>): readonly Formatted[] {
  const found: Formatted[] = [];
  /** By marker: no end of it before this place, so looking again would find none either. */
  const endlessUntil = new Map<string, number>();
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const span = monoAt(text, at, endlessUntil) ?? styledAt(text, at, within, endlessUntil);
    if (span === null) {
      at += 1;
      continue;
    }
    if (at > plainFrom) found.push({ kind: "text", text: text.slice(plainFrom, at) });
    found.push(span.part);
    at = span.end;
    plainFrom = at;
  }
  if (plainFrom < text.length) found.push({ kind: "text", text: text.slice(plainFrom) });
  return found;
}

/** The words alone, for places too small for looks. */
export function withoutMarks(text: string): string {
  return wordsOf(parseFormatting(text));
}

function wordsOf(parts: readonly Formatted[]): string {
  return parts.map((part) => ("text" in part ? part.text : wordsOf(part.parts))).join("");
}

interface Span {
  readonly part: Formatted;
  readonly end: number;
}

function monoAt(text: string, at: number, endless: Map<string, number>): Span | null {
  if (text[at] !== "`") return null;
  const mark = text.startsWith("```", at) ? "```" : "`";
  const begin = at + mark.length;
  if (begin < (endless.get(mark) ?? 0)) return null;
  const close = text.indexOf(mark, begin);
  const line = mark === "`" ? lineEnd(text, begin) : text.length;
  if (close === -1 || close > line) {
    endless.set(mark, line);
    return null;
  }
  if (text.slice(begin, close).trim() === "") return null;
  return { part: { kind: "mono", text: text.slice(begin, close) }, end: close + mark.length };
}

function styledAt(
  text: string,
  at: number,
  within: ReadonlySet<Marker>,
  endless: Map<string, number>,
): Span | null {
  const marker = text[at];
  if (!isMarker(marker) || within.has(marker) || at < (endless.get(marker) ?? 0)) return null;
  if (isWord(text[at - 1]) || isBlank(text[at + 1]) || text[at + 1] === marker) return null;
  const line = lineEnd(text, at);
  for (let close = at + 2; close < line; close += 1) {
    if (text[close] !== marker || isBlank(text[close - 1]) || isWord(text[close + 1])) continue;
    const parts = parse(text.slice(at + 1, close), new Set(within).add(marker));
    return { part: { kind: STYLES[marker], parts }, end: close + 1 };
  }
  endless.set(marker, line);
  return null;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

const isMarker = (character: string | undefined): character is Marker =>
  character !== undefined && character in STYLES;
const isBlank = (character: string | undefined) => character === undefined || /\s/.test(character);
const isWord = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** What marks make of a text: a tree of words, never markup. */
export type Formatted =
  | { readonly kind: "text" | "mono"; readonly text: string }
  /** Only http, https and mailto. */
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "bold" | "italic" | "strike"; readonly parts: readonly Formatted[] };

const STYLES = { "*": "bold", _: "italic", "~": "strike" } as const;
type Marker = keyof typeof STYLES;

/** Marks of the text that is read, and what they stand in. */
interface Reading {
  readonly within: ReadonlySet<Marker>;
  readonly hasLinks: boolean;
}

/**
 * `*bold*`, `_italic_`, `~strike~`, `` `mono` `` and ` ```mono``` ` as WhatsApp reads them: a mark
 * opens where a word may begin, closes where it may end, on the same line; what has no end is a
 * character like any other. Takes time in proportion to the text, whatever is in it.
 */
export function parseFormatting(text: string): readonly Formatted[] {
  return parse(text, { within: new Set(), hasLinks: false });
}

/** The same, and `[words](https://…)`: what one of us may write in a mail. */
export function parseMailFormatting(text: string): readonly Formatted[] {
  return parse(text, { within: new Set(), hasLinks: true });
}

function parse(text: string, reading: Reading): readonly Formatted[] {
  const found: Formatted[] = [];
  /** By marker: no end of it before this place, so looking again would find none either. */
  const endlessUntil = new Map<string, number>();
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const span =
      monoAt(text, at, endlessUntil) ??
      (reading.hasLinks ? linkAt(text, at) : null) ??
      styledAt(text, at, reading, endlessUntil);
    if (span === null) {
      // An address may hold what would be marks elsewhere.
      at = addressEnd(text, at) ?? at + 1;
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

/** Bounded, since it is tried at each bracket: longer ones are no link of a person's. */
const LINK = /\[([^[\]\n]{1,200})\]\(((?:https?:\/\/|mailto:)[^\s()<>"'`]{1,2000})\)/iy;

/** For programs that show no more than the words: a link's address behind what it is called. */
export function withPlainLinks(text: string): string {
  return text.replace(new RegExp(LINK.source, "gi"), (_link, words: string, href: string) =>
    words === href ? href : `${words} (${href})`,
  );
}

function linkAt(text: string, at: number): Span | null {
  if (text[at] !== "[") return null;
  LINK.lastIndex = at;
  const found = LINK.exec(text);
  const [whole, words, href] = found ?? [];
  if (whole === undefined || words === undefined || href === undefined) return null;
  return { part: { kind: "link", text: words, href }, end: at + whole.length };
}

function styledAt(
  text: string,
  at: number,
  { within, hasLinks }: Reading,
  endless: Map<string, number>,
): Span | null {
  const marker = text[at];
  if (!isMarker(marker) || within.has(marker) || at < (endless.get(marker) ?? 0)) return null;
  if (isWord(text[at - 1]) || isBlank(text[at + 1]) || text[at + 1] === marker) return null;
  const line = lineEnd(text, at);
  for (let close = at + 2; close < line; close += 1) {
    if (text[close] !== marker || isBlank(text[close - 1]) || isWord(text[close + 1])) continue;
    const inside = { within: new Set(within).add(marker), hasLinks };
    const parts = parse(text.slice(at + 1, close), inside);
    return { part: { kind: STYLES[marker], parts }, end: close + 1 };
  }
  endless.set(marker, line);
  return null;
}

const ADDRESS = /https?:\/\/[^\s*~`]+/iy;

function addressEnd(text: string, at: number): number | undefined {
  if (text[at] !== "h" || isWord(text[at - 1])) return undefined;
  ADDRESS.lastIndex = at;
  const [address] = ADDRESS.exec(text) ?? [];
  return address === undefined ? undefined : at + address.length;
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

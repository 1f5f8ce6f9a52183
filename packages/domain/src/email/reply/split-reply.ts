import { quoteIntroAt } from "./quote-intro.ts";
import { headerLabel, headerLabels, isQuoteSeparator, isRule } from "./quote-words.ts";
import { type ReplyLine, textLines } from "./reply-line.ts";
import { signatureStart } from "./signature-lines.ts";

/** A stretch of a mail, [start, end) in its source. Together the parts are the whole mail. */
export interface ReplyPart {
  readonly kind: "visible" | "quote" | "signature";
  readonly start: number;
  readonly end: number;
}

export interface ReplySplit {
  readonly parts: readonly ReplyPart[];
  /**
   * `split`: something was set aside. `whole`: there was nothing to set aside. `inline`: the writer
   * answers between the quoted lines, so everything shows. `empty`: nothing else was there, so
   * everything shows.
   */
  readonly shows: "split" | "whole" | "inline" | "empty";
}

export interface SplitOptions {
  /** Sentences that our own mails carry to mark where the answer ends. */
  readonly markers?: readonly string[];
}

/** Sentences looked at that might introduce a quote; hostile text has more, and is shown as it is. */
const INTROS_LOOKED_AT_MAX = 3_000;
/** A header block: lines to look at, and how many labels make one. */
const BLOCK_LINES_MAX = 8;
const BLOCK_LABELS_MIN = 2;

type Kind = ReplyPart["kind"];

/** Separates what a writer wrote from what their program added (rules §3). Nothing is thrown away. */
export function splitReply(text: string, options: SplitOptions = {}): ReplySplit {
  return splitLines(textLines(text), options);
}

/** The words that show first. */
export function visibleText(text: string, split: ReplySplit): string {
  return split.parts
    .filter((part) => part.kind === "visible")
    .map((part) => text.slice(part.start, part.end))
    .join("")
    .trim();
}

/** The same decision for lines from anywhere; linear in their number. */
export function splitLines(lines: readonly ReplyLine[], options: SplitOptions = {}): ReplySplit {
  const kinds: Kind[] = lines.map(() => "visible");
  const columns = new Map<number, number>();
  const end = tailStart(lines, options, kinds, columns);
  const turns = markQuotes(lines, end, kinds);
  if (turns >= 2) return whole(lines, "inline");
  markSignatures(lines, kinds);
  const parts = partsOf(lines, kinds, columns);
  if (parts.every((part) => part.kind === "visible")) return whole(lines, "whole");
  const hasWords = lines.some((line, i) => kinds[i] === "visible" && line.text !== "");
  return hasWords || columns.size > 0 ? { parts, shows: "split" } : whole(lines, "empty");
}

function whole(lines: readonly ReplyLine[], shows: "whole" | "inline" | "empty"): ReplySplit {
  const end = lines.at(-1)?.end ?? 0;
  return { parts: end === 0 ? [] : [{ kind: "visible", start: 0, end }], shows };
}

/**
 * Finds the line from which on everything is the quoted mail, and marks it; marks introductions of
 * quotes with `>` on the way. Returns the number of lines before that tail.
 */
function tailStart(
  lines: readonly ReplyLine[],
  options: SplitOptions,
  kinds: Kind[],
  columns: Map<number, number>,
): number {
  const fences = fencedLines(lines);
  let looked = 0;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (!line || line.text === "" || line.depth > 0 || fences.has(i)) continue;
    if (line.mark === "quote" || isMarker(line, options) || isTailHeader(lines, i)) {
      return markTail(lines, withRuleAbove(lines, i), kinds);
    }
    if (looked >= INTROS_LOOKED_AT_MAX) continue;
    looked += 1;
    const intro = quoteIntroAt(lines, i);
    // A shared line is cut only where its columns are those of the source.
    if (!intro || (intro.column > 0 && !isPlain(line))) continue;
    const after = i + intro.lines;
    if (intro.column > 0) columns.set(i, intro.column);
    if (followedByMarks(lines, after)) {
      for (let k = i; k < after; k += 1) kinds[k] = "quote";
      i = after - 1;
      continue;
    }
    return markTail(lines, withRuleAbove(lines, i), kinds);
  }
  return lines.length;
}

function isPlain(line: ReplyLine): boolean {
  return line.end - line.start - line.text.length <= 2;
}

function markTail(lines: readonly ReplyLine[], from: number, kinds: Kind[]): number {
  for (let i = from; i < lines.length; i += 1) kinds[i] = "quote";
  return from;
}

function isMarker(line: ReplyLine, options: SplitOptions): boolean {
  return (options.markers ?? []).some((marker) => line.text.includes(marker));
}

/** `-----Original Message-----`, or two header lines of a quoted mail. */
function isTailHeader(lines: readonly ReplyLine[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  if (isQuoteSeparator(text)) return true;
  const first = headerLabel(text);
  if (first === undefined || first === "other") return false;
  const labels = new Set<string>([first, ...headerLabels(text)]);
  for (let i = at + 1; i < at + BLOCK_LINES_MAX; i += 1) {
    const line = lines[i];
    if (!line || line.depth > 0) break;
    const label = headerLabel(line.text);
    if (label !== undefined) labels.add(label);
  }
  // Who, and when or about what: `To:` and `Subject:` alone may be a template of the writer's.
  const isMail = labels.has("from") && (labels.has("date") || labels.has("subject"));
  return labels.size >= BLOCK_LABELS_MIN && (isMail || labels.size >= 3);
}

/** A rule, and the empty lines around it, belong to the header below. */
function withRuleAbove(lines: readonly ReplyLine[], at: number): number {
  let i = at - 1;
  while (i >= 0 && lines[i]?.text === "") i -= 1;
  const line = lines[i];
  return line && i >= 0 && (line.mark === "rule" || isRule(line.text)) ? i : at;
}

function followedByMarks(lines: readonly ReplyLine[], from: number): boolean {
  for (let i = from; i < lines.length && i < from + 6; i += 1) {
    const line = lines[i];
    if (line && line.depth > 0) return true;
    if (line && line.text !== "") return false;
  }
  return false;
}

/**
 * Marks quoted lines. A quotation with an introduction, or at the end, is set aside; one that stands
 * bare above words of the writer's is what they talk about, and stays.
 * @returns how often the writer goes on below a quotation
 */
function markQuotes(lines: readonly ReplyLine[], end: number, kinds: Kind[]): number {
  let turns = 0;
  let i = 0;
  while (i < end) {
    if ((lines[i]?.depth ?? 0) === 0) {
      i += 1;
      continue;
    }
    const stop = quoteEnd(lines, i, end);
    const goesOn = hasOwnWords(lines, stop, end, kinds);
    if (goesOn) turns += 1;
    const isIntroduced = kinds[previousWords(lines, i)] === "quote" || lines[i]?.mark === "cite";
    if (isIntroduced || !goesOn) for (let k = i; k < stop; k += 1) kinds[k] = "quote";
    i = stop;
  }
  return turns;
}

function quoteEnd(lines: readonly ReplyLine[], from: number, end: number): number {
  let stop = from;
  for (let i = from; i < end; i += 1) {
    const line = lines[i];
    if (!line) break;
    if (line.depth > 0) stop = i + 1;
    else if (line.text !== "" && !isWrapped(lines, i)) break;
  }
  return stop;
}

/**
 * A quoted line that a program broke: its rest stands between quoted lines without a mark. It goes on
 * in the middle of a sentence; a short answer between two quoted lines does not.
 */
function isWrapped(lines: readonly ReplyLine[], at: number): boolean {
  const before = lines[at - 1];
  const after = lines[at + 1];
  const text = lines[at]?.text ?? "";
  if (!before || !after || before.depth === 0 || after.depth === 0) return false;
  const isLong = before.end - before.start >= 60 && text.length <= 80;
  return isLong && /^\p{Ll}/u.test(text) && !/[.?!:]$/.test(before.text);
}

function previousWords(lines: readonly ReplyLine[], at: number): number {
  let i = at - 1;
  while (i >= 0 && lines[i]?.text === "") i -= 1;
  return i;
}

/** Whether words of the writer's follow before the next quotation; a signature is none. */
function hasOwnWords(
  lines: readonly ReplyLine[],
  from: number,
  end: number,
  kinds: readonly Kind[],
): boolean {
  let stop = from;
  while (stop < end && (lines[stop]?.depth ?? 0) === 0 && kinds[stop] === "visible") stop += 1;
  const sign = lines.slice(from, stop).find((line) => line.text !== "");
  if (!sign) return false;
  return !(sign.text === "--" || sign.text === "__" || sign.mark === "signature");
}

function markSignatures(lines: readonly ReplyLine[], kinds: Kind[]): void {
  let stop = lines.length;
  while (stop > 0 && kinds[stop - 1] === "quote") stop -= 1;
  let from = stop;
  while (from > 0 && kinds[from - 1] === "visible") from -= 1;
  // Below a quotation, with words above it, a signature may stand alone.
  const mayBeAll = lines
    .slice(0, from)
    .some((line, i) => kinds[i] === "visible" && line.text !== "");
  const start = signatureStart(lines, from, stop, mayBeAll);
  for (let i = start; i < stop; i += 1) kinds[i] = "signature";
}

/** Lines between ``` fences: code, whatever it looks like. */
function fencedLines(lines: readonly ReplyLine[]): ReadonlySet<number> {
  const fenced = new Set<number>();
  let open = -1;
  lines.forEach((line, i) => {
    if (!line.text.startsWith("```")) return;
    if (open < 0) open = i;
    else {
      for (let k = open; k <= i; k += 1) fenced.add(k);
      open = -1;
    }
  });
  return fenced;
}

function partsOf(
  lines: readonly ReplyLine[],
  kinds: readonly Kind[],
  columns: ReadonlyMap<number, number>,
): readonly ReplyPart[] {
  const parts: ReplyPart[] = [];
  const add = (kind: Kind, start: number, end: number) => {
    const last = parts.at(-1);
    if (start >= end) return;
    if (last?.kind === kind) parts[parts.length - 1] = { kind, start: last.start, end };
    else parts.push({ kind, start, end });
  };
  let at = 0;
  lines.forEach((line, i) => {
    const kind = kinds[i] ?? "visible";
    const column = columns.get(i);
    if (column !== undefined && kind === "quote") {
      add("visible", at, line.start + column);
      at = line.start + column;
    }
    add(kind, at, line.end);
    at = line.end;
  });
  return parts;
}

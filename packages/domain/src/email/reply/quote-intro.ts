import { endsInWrote, saysWrote, startsLikeIntro } from "./quote-words.ts";
import { foldSpace, type ReplyLine } from "./reply-line.ts";

/** "On Monday, … <ana@example.com> wrote:" is broken into this many lines at most. */
const INTRO_LINES_MAX = 5;
const INTRO_LENGTH_MAX = 500;

const ADDRESS = /[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,190}/;
/** What every introduction has, unless its quotation stands right below: a date, or an address. */
const DIGIT_OR_AT = /[\d@]/;
const TIME = /\d{1,2}[:h.]\d{2}/;
const DATE = /\d{4}|\d{1,2}[./-]\d{1,2}|\b\d{1,2}\b/;

export interface QuoteIntro {
  /** Number of lines that it takes. */
  readonly lines: number;
  /** Where in the first line it begins, when words of the writer share the line. */
  readonly column: number;
}

/**
 * Whether a line begins the sentence that introduces a quoted mail, and how many lines it takes.
 * Looks at a bounded window, so that the whole is linear.
 */
export function quoteIntroAt(lines: readonly ReplyLine[], at: number): QuoteIntro | undefined {
  const first = lines[at];
  if (!first || first.text === "") return undefined;
  let joined = "";
  for (let count = 1; count <= INTRO_LINES_MAX; count += 1) {
    const line = lines[at + count - 1];
    if (!line || line.text === "" || line.depth !== first.depth) return undefined;
    joined = joined === "" ? line.text : `${joined} ${line.text}`;
    if (joined.length > INTRO_LENGTH_MAX) return undefined;
    const quoteFollows = nextWords(lines, at + count)?.depth === first.depth + 1;
    if (count === 1 && quoteFollows && !startsLikeIntro(joined)) {
      const column = sharedColumn(joined);
      if (column > 0) return { lines: 1, column };
    }
    if (isIntro(joined, quoteFollows)) return { lines: count, column: 0 };
    if (count === 1) {
      // Only a line that may be the beginning of one is continued into the next.
      if (!mayContinue(joined)) return undefined;
    }
  }
  return undefined;
}

/** The next line that has words. */
function nextWords(lines: readonly ReplyLine[], from: number): ReplyLine | undefined {
  for (let i = from; i < lines.length && i < from + 4; i += 1) {
    if (lines[i]?.text !== "") return lines[i];
  }
  return undefined;
}

function mayContinue(text: string): boolean {
  if (!/[\d@,]/.test(text)) return false;
  const isDated = TIME.test(text) && /\d{4}/.test(text);
  return isDated || startsLikeIntro(text) || namesAddress(text) || saysWrote(text);
}

/** Most lines have no `@`, and need no search for what stands around it. */
function namesAddress(text: string): boolean {
  return text.includes("@") && ADDRESS.test(text);
}

/** One sentence, on one line, as a whole. */
function isIntro(text: string, quoteFollows: boolean): boolean {
  if (!quoteFollows && !DIGIT_OR_AT.test(text)) return false;
  const isClosed = /[:：]$/.test(text);
  const hasAddress = namesAddress(text);
  const hasDate = DATE.test(text);
  const hasTime = TIME.test(text);
  const wroteLast = endsInWrote(text);
  if (/(^| )(i|ich|eu|yo|je|io) (wrote|schrieb|write)/i.test(text)) return false;
  if (wroteLast && isClosed) {
    if (quoteFollows && text.length <= 300) return true;
    if (hasAddress) return true;
    return hasDate && startsLikeIntro(text) && (hasTime || /\d{4}|\d[./-]\d/.test(text));
  }
  // "schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:", "schreef Ana <ana@…>:"
  if (isClosed && saysWrote(text)) {
    return (hasAddress && hasDate) || (quoteFollows && (hasAddress || hasTime));
  }
  if (wroteLast && hasDate && (hasAddress || quoteFollows)) return true;
  // "2016-10-24 15:36 GMT+02:00 Ana <ana@…>:" and "26.06.2014, 14:41, "Ana" <ana@…>:"
  const isDated = /^\p{L}{0,12}[,. ]*\d/u.test(text) && hasTime && /\d{4}/.test(text);
  if (isDated && isClosed && (hasAddress || quoteFollows)) return text.length <= 200;
  return /^\d{4}-\d\d-\d\d \d\d?:\d\d (gmt|utc)[+-]\d\d?:?\d\d /i.test(text) && text.length <= 120;
}

/** `Thanks! On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:` begins at `On`. */
function sharedColumn(text: string): number {
  const starts = /(?:^|\s|-)(?:On|Em|El|Le|Am|Il|Op) (?=\p{L}{2,12}[,.]? |\d)/gu;
  for (const found of text.matchAll(starts)) {
    const column = found.index + (/^[\s-]/.test(found[0]) ? 1 : 0);
    if (column > 0 && isIntro(foldSpace(text.slice(column)), true)) {
      return dashesBefore(text, column);
    }
  }
  return -1;
}

function dashesBefore(text: string, column: number): number {
  let at = column;
  while (at > 0 && "- ".includes(text.charAt(at - 1))) at -= 1;
  return at === 0 ? column : at;
}

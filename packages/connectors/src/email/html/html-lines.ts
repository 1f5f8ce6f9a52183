import { foldSpace, REPLY_LINES_MAX, type ReplyLine, type ReplyMark } from "@circuito/domain";
import { Parser } from "htmlparser2";
import { boundNesting } from "./bound-nesting.ts";
import { DROPPED_WITH_CONTENT } from "./sanitize-mail-html.ts";

/** A line of shown text, with where it stands in the HTML and in the text that was made of it. */
export interface HtmlLine extends ReplyLine {
  /** Range in the text: `start` and `end` of the line are in the HTML. */
  readonly textStart: number;
  readonly textEnd: number;
}

export interface HtmlText {
  readonly text: string;
  readonly lines: readonly HtmlLine[];
  /** What its pictures name, as written, in order. */
  readonly pictures: readonly string[];
}

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
  ).split(" "),
);
/** Elements whose text never shows. */
const HIDDEN_ELEMENTS = new Set(
  "script style head title template noscript textarea select option object iframe svg math".split(
    " ",
  ),
);
/** Deeper nesting than any mail program makes; below it, text still counts, marks do not. */
const DEPTH_MAX = 512;
const TEXT_LENGTH_MAX = 2_000_000;

interface Open {
  readonly name: string;
  readonly quoted: boolean;
  readonly hidden: boolean;
  readonly dropped: boolean;
}

/** The text that HTML shows, line by line, with the marks that mail programs leave at their quotes. */
export function htmlLines(html: string): HtmlText {
  const bounded = boundNesting(html);
  const builder = new LineBuilder(html);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes, parser.startIndex),
      onclosetag: (name) => builder.close(name, parser.startIndex),
      ontext: (text) => builder.text(text, parser.startIndex),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(bounded);
  parser.end();
  return builder.finish();
}

class LineBuilder {
  readonly #html: string;
  readonly #lines: HtmlLine[] = [];
  readonly #open: Open[] = [];
  readonly #pictures: string[] = [];
  #buffer = "";
  #start = 0;
  #lineDepth = 0;
  #textLength = 0;
  #quoteDepth = 0;
  #hidden = 0;
  #dropped = 0;
  #pre = 0;
  #gmailQuotes = 0;
  #mark: ReplyMark | undefined;

  constructor(html: string) {
    this.#html = html;
  }

  open(name: string, attributes: Readonly<Record<string, string>>, at: number): void {
    if (name === "br") {
      this.#break(at, true);
      return;
    }
    if (BLOCKS.has(name)) this.#break(at, false);
    if (name === "hr") this.#rule(at);
    if (name === "img" && this.#dropped === 0) this.#pictures.push(attributes.src ?? "");
    const classes = classesOf(attributes);
    const mark = markOf(name, attributes, classes);
    if (mark !== undefined) {
      this.#break(at, false);
      this.#mark ??= mark;
    }
    const isGmail = classes.has("gmail_quote");
    if (name === "div" && isGmail) this.#gmailQuotes += 1;
    // Gmail's own button for quoting makes the same block quote, outside of the answered mail.
    const quoted = name === "blockquote" && !(isGmail && this.#gmailQuotes === 0);
    const hidden = HIDDEN_ELEMENTS.has(name) || isHiddenStyle(attributes.style ?? "");
    if (VOID.has(name) || this.#open.length >= DEPTH_MAX) return;
    const dropped = DROPPED_WITH_CONTENT.has(name);
    this.#open.push({ name, quoted, hidden, dropped });
    if (quoted) this.#quoteDepth += 1;
    if (hidden) this.#hidden += 1;
    if (dropped) this.#dropped += 1;
    if (name === "pre") this.#pre += 1;
  }

  close(name: string, at: number): void {
    if (BLOCKS.has(name)) this.#break(at, false);
    let last = this.#open.length - 1;
    while (last >= 0 && this.#open[last]?.name !== name) last -= 1;
    if (last < 0) return;
    for (const element of this.#open.splice(last)) {
      if (element.quoted) this.#quoteDepth -= 1;
      if (element.hidden) this.#hidden -= 1;
      if (element.dropped) this.#dropped -= 1;
      if (element.name === "pre") this.#pre -= 1;
    }
  }

  text(text: string, from: number): void {
    if (this.#hidden > 0 || this.#textLength >= TEXT_LENGTH_MAX) return;
    if (this.#pre === 0) {
      this.#append(text);
      return;
    }
    text.split("\n").forEach((part, i) => {
      if (i > 0) this.#break(from, true);
      this.#append(part);
    });
  }

  finish(): HtmlText {
    this.#break(this.#html.length, false);
    const last = this.#lines.at(-1);
    // The tags behind the last words belong to it: the ranges cover the whole source.
    if (last) this.#lines[this.#lines.length - 1] = { ...last, end: this.#html.length };
    const text = this.#lines.map((line) => `${line.text}\n`).join("");
    return { text, lines: this.#lines, pictures: this.#pictures };
  }

  #append(text: string): void {
    if (this.#buffer === "" && text.trim() === "") return;
    if (this.#buffer === "") this.#lineDepth = this.#quoteDepth;
    this.#buffer += text;
  }

  /** Ends the line. `always` makes an empty one too: somebody pressed Enter. */
  #break(at: number, always: boolean): void {
    const text = foldSpace(this.#buffer);
    if (text === "" && !always) {
      this.#buffer = "";
      return;
    }
    this.#push(text, text === "" ? this.#quoteDepth : this.#lineDepth, at);
  }

  #rule(at: number): void {
    this.#mark ??= "rule";
    this.#push("", this.#quoteDepth, at, true);
  }

  #push(text: string, depth: number, at: number, isRule = false): void {
    // Beyond the bound everything belongs to the last line, as in text.
    if (this.#lines.length >= REPLY_LINES_MAX) {
      this.#buffer = "";
      return;
    }
    const mark = isRule ? "rule" : this.#mark === "rule" ? undefined : this.#mark;
    const textStart = this.#textLength;
    const textEnd = textStart + text.length + 1;
    const start = this.#start;
    const end = Math.max(start, at);
    // A mark waits for the words it stands in front of.
    const takesMark = isRule || text !== "";
    this.#lines.push({
      start,
      end,
      text,
      depth,
      textStart,
      textEnd,
      ...(takesMark && mark !== undefined && { mark }),
    });
    if (takesMark) this.#mark = undefined;
    this.#start = end;
    this.#textLength = textEnd;
    this.#buffer = "";
  }
}

const VOID = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);

/** Ids and classes by which programs name the answered mail, as seen in the wild. */
const QUOTE_IDS =
  /^(x_)*(divrplyfwdmsg|appendonsend|olk_src_body_section|reply-intro|mail-editor-reference-message-container|oriMsgHtmlSeperator|zmail_extra|isForwardContent|stopspelling|replySplit|yahoo_quoted|mailcontainer_quote)/i;
const QUOTE_CLASSES = [
  "gmail_quote_container",
  "yahoo_quoted",
  "protonmail_quote",
  "zmail_extra",
  "moz-forward-container",
  "hm_quote",
  "quote_container",
  "ms-outlook-mobile-reference-message",
  "uol-quote",
  "tutanota_quote",
  "mail_quote_container",
  "wm_quote",
];
/** The line that Outlook draws above the header of the answered mail. */
const OUTLOOK_BORDER =
  /border(-top)?\s*:\s*(none\s*;\s*border-top\s*:\s*)?solid\s+#?(b5c4df|e1e1e1|c5c5c5)\s+1(\.0)?pt|border-top\s*:\s*1(\.0)?pt\s+solid\s+#?(b5c4df|e1e1e1|c5c5c5)/i;

function markOf(
  name: string,
  attributes: Readonly<Record<string, string>>,
  classes: ReadonlySet<string>,
): ReplyMark | undefined {
  if (QUOTE_IDS.test(attributes.id ?? "") || QUOTE_IDS.test(attributes.name ?? "")) return "quote";
  if (QUOTE_CLASSES.some((known) => classes.has(known))) return "quote";
  const style = (attributes.style ?? "").slice(0, 500);
  if (name === "div" && OUTLOOK_BORDER.test(style)) return "quote";
  const isSignature =
    classes.has("gmail_signature") ||
    classes.has("moz-signature") ||
    classes.has("protonmail_signature_block") ||
    /^(x_)*(signature|appleMailSignature|ms-outlook-mobile-signature)$/i.test(attributes.id ?? "");
  if (isSignature) return "signature";
  return name === "blockquote" ? "cite" : undefined;
}

const NO_CLASSES: ReadonlySet<string> = new Set();

/** The classes of a tag; some programs put `x_` before those of a mail that they quote. */
function classesOf({ class: written }: Readonly<Record<string, string>>): ReadonlySet<string> {
  if (written === undefined) return NO_CLASSES;
  return new Set(
    written
      .toLowerCase()
      .split(/\s+/)
      .map((one) => one.replace(/^(x_)+/, "")),
  );
}

/** Text that is there for machines only (security S-18). */
function isHiddenStyle(style: string): boolean {
  if (style === "") return false;
  const compact = style.slice(0, 2_000).toLowerCase().replace(/\s+/g, "");
  return /(^|;)(display:none|visibility:hidden|mso-hide:all|opacity:0(;|$|\.0)|font-size:0(px|pt|em|%)?(;|$|!)|max-height:0(px)?(;|$|!))/.test(
    compact,
  );
}

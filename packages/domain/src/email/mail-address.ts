import type { Address } from "../address.ts";

/** One mailbox of an address header, as written and as far as it can be trusted to be one. */
export interface Mailbox {
  /** What the writer calls itself: decoded, without control and direction characters. Never proof. */
  readonly name: string;
  /** Strictly valid addr-spec with a lower-case domain; absent when what stood there is none. */
  readonly address: string | undefined;
}

export interface MailboxList {
  readonly mailboxes: readonly Mailbox[];
  readonly groups: readonly string[];
  /** Written so that two careful readers may disagree on who is meant: never answered by itself. */
  readonly suspicious: boolean;
}

/** More people than any honest header names; the rest is not read. */
export const MAILBOXES_MAX = 500;
/** RFC 5321 §4.5.3.1: 64 octets before the @, 255 after, 254 together in a path. */
const LOCAL_PART_LENGTH_MAX = 64;
const ADDRESS_LENGTH_MAX = 254;
const LABEL_LENGTH_MAX = 63;
/** A name in a list of people; longer ones are attempts. */
const NAME_LENGTH_MAX = 200;
/** One entry of a list, as written: name, comments and address. Beyond it nothing is meant well. */
const ENTRY_LENGTH_MAX = 2_000;

const ATEXT = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]+$/;
const LABEL = /^[A-Za-z0-9\u0080-\uffff]([A-Za-z0-9\u0080-\uffff_-]*[A-Za-z0-9\u0080-\uffff])?$/;
/** Controls, marks of direction, invisible joiners and the tag characters: they only hide things. */
const HIDING = /[\p{Cc}\p{Cf}\u{e0000}-\u{e007f}]/u;
const HIDING_ALL = new RegExp(HIDING.source, "gu");

/**
 * The address in one canonical spelling if it is a plain `dot-atom@domain`, else `undefined`. Quoted
 * local parts, comments, routes and literals are legal and always refused here: no customer has one,
 * and mail software reads them differently (bad inputs B-07).
 */
export function strictAddress(text: string): string | undefined {
  if (text.length > ADDRESS_LENGTH_MAX) return undefined;
  const at = text.lastIndexOf("@");
  if (at < 1) return undefined;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  if (local.length > LOCAL_PART_LENGTH_MAX) return undefined;
  if (!local.split(".").every((atom) => ATEXT.test(atom))) return undefined;
  const labels = domain.split(".");
  const valid = labels.every((label) => label.length <= LABEL_LENGTH_MAX && LABEL.test(label));
  return valid && !HIDING.test(text) ? `${local}@${domain}` : undefined;
}

/** What a mailbox is recognised by everywhere: lower-case (RFC 6068, decision on addresses). */
export function mailtoAddress(address: string): Address {
  return `mailto:${address.toLowerCase()}`;
}

/** A name as it may be shown beside the address: one line, nothing that turns or hides text. */
export function cleanName(name: string): string {
  return name.replace(HIDING_ALL, "").replace(/\s+/g, " ").trim().slice(0, NAME_LENGTH_MAX);
}

interface Scan {
  readonly mailboxes: Mailbox[];
  readonly groups: string[];
  suspicious: boolean;
  phrase: string;
  comment: string;
  angle: string | undefined;
  quoted: boolean;
}

/**
 * Reads an address header (RFC 5322 §3.4, with the habits of old mailers) in one pass. Encoded words
 * are decoded after the grammar was read, so that no encoded comma or angle makes an address.
 */
export function parseMailboxes(value: string, decodeWords: (text: string) => string): MailboxList {
  const scan: Scan = {
    mailboxes: [],
    groups: [],
    suspicious: false,
    phrase: "",
    comment: "",
    angle: undefined,
    quoted: false,
  };
  // A colon opens a group only if a semicolon closes one: `This one: is "right" <a@b>` is a name.
  const lastSemicolon = value.lastIndexOf(";");
  let i = 0;
  while (i < value.length && scan.mailboxes.length < MAILBOXES_MAX) {
    const char = value.charAt(i);
    if (char === '"') i = readQuoted(value, i, scan);
    else if (char === "(") i = readComment(value, i, scan);
    else if (char === "<") i = readAngle(value, i, scan);
    else if (char === ",") i = flush(scan, decodeWords, i);
    else if (char === ":" && i < lastSemicolon && scan.angle === undefined) {
      scan.groups.push(cleanName(decodeWords(scan.phrase)));
      reset(scan);
      i += 1;
    } else if (char === ";") {
      i = flush(scan, decodeWords, i);
    } else {
      i = readPlain(value, i, scan);
    }
  }
  flush(scan, decodeWords, i);
  if (i < value.length) scan.suspicious = true;
  return scan;
}

/** Copies up to the next character that means something; a slice, so that a long run stays cheap. */
function readPlain(value: string, from: number, scan: Scan): number {
  let end = from + 1;
  while (end < value.length && !'"(<,:;'.includes(value.charAt(end))) end += 1;
  const run = value.slice(from, end);
  // A quoted string straight before the @ is a quoted local part, and two words after it are none.
  if (scan.quoted && run.startsWith("@")) scan.suspicious = true;
  if (scan.angle !== undefined && run.trim() !== "") scan.suspicious = true;
  append(scan, run);
  return end;
}

function append(scan: Scan, text: string): void {
  if (scan.phrase.length + text.length > ENTRY_LENGTH_MAX) scan.suspicious = true;
  else scan.phrase += text;
}

function readQuoted(value: string, from: number, scan: Scan): number {
  let text = "";
  let i = from + 1;
  while (i < value.length && value.charAt(i) !== '"') {
    if (value.charAt(i) === "\\") i += 1;
    text += value.charAt(i);
    i += 1;
  }
  append(scan, text);
  scan.quoted = true;
  return i + 1;
}

function readComment(value: string, from: number, scan: Scan): number {
  let depth = 0;
  let i = from;
  let text = "";
  for (; i < value.length; i += 1) {
    const char = value.charAt(i);
    if (char === "\\") i += 1;
    else if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    if (depth === 0) break;
    if (i > from && text.length < NAME_LENGTH_MAX) text += char;
  }
  scan.comment ||= text;
  // A comment beside a bare address is its name (the style of the eighties); inside one it hides it.
  const next = value.charAt(i + 1);
  if (next === "@" || next === "." || scan.phrase.endsWith("@")) scan.suspicious = true;
  return i + 1;
}

function readAngle(value: string, from: number, scan: Scan): number {
  const end = value.indexOf(">", from);
  const stop = end < 0 ? value.length : end;
  if (scan.angle !== undefined) scan.suspicious = true;
  scan.angle ??= value.slice(from + 1, stop);
  return stop + 1;
}

function flush(scan: Scan, decodeWords: (text: string) => string, at: number): number {
  const phrase = scan.phrase.trim();
  const written = (scan.angle ?? phrase).trim();
  if (phrase !== "" || written !== "") {
    const compact = written.replace(/\s+/g, "");
    const address = strictAddress(compact);
    if (compact !== written && compact.includes("@")) scan.suspicious = true;
    if (address === undefined && written.includes("@")) scan.suspicious = true;
    const label = scan.angle === undefined ? (address ? scan.comment : phrase) : phrase;
    const name = cleanName(decodeWords(label === "" ? scan.comment : label));
    if (misleads(name, address)) scan.suspicious = true;
    scan.mailboxes.push({ name: name === address ? "" : name, address });
  }
  reset(scan);
  return at + 1;
}

function reset(scan: Scan): void {
  scan.phrase = "";
  scan.comment = "";
  scan.angle = undefined;
  scan.quoted = false;
}

/** `support@bank.example <evil@elsewhere.example>`: the name is another address (B-06). */
function misleads(name: string, address: string | undefined): boolean {
  const shown = name.split(/[\s<>"']+/).find((word) => strictAddress(word)?.includes("."));
  return shown !== undefined && shown.toLowerCase() !== address?.toLowerCase();
}

import { Buffer } from "node:buffer";
import { decodeCharset } from "./decode-charset.ts";
import { decodeWords } from "./decode-words.ts";

/** `text/plain; charset=utf-8`: the value in lower case and its parameters, decoded. */
export interface HeaderWithParams {
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

/** No header has more; each segment of a long file name counts. */
const PARAMS_MAX = 200;

/** Parameters of a MIME header (RFC 2045 §5.1, RFC 2231 continuations), in one pass, lenient. */
export function readParams(header: string): HeaderWithParams {
  const end = header.indexOf(";");
  const value = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  const raw = new Map<string, string>();
  let i = end < 0 ? header.length : end + 1;
  while (i < header.length && raw.size < PARAMS_MAX) {
    const equals = header.indexOf("=", i);
    if (equals < 0) break;
    const name = header
      .slice(i, equals)
      .replace(/[;\s]+/g, "")
      .toLowerCase();
    const read = readValue(header, equals + 1);
    if (name !== "" && !raw.has(name)) raw.set(name, read.text);
    i = read.next;
  }
  return { value: value.split(/\s/, 1)[0] ?? "", params: joinContinuations(raw) };
}

function readValue(header: string, from: number): { text: string; next: number } {
  let i = from;
  while (header.charAt(i) === " " || header.charAt(i) === "\t") i += 1;
  if (header.charAt(i) !== '"') {
    const semicolon = header.indexOf(";", i);
    const stop = semicolon < 0 ? header.length : semicolon;
    return { text: header.slice(i, stop).trim(), next: stop + 1 };
  }
  let text = "";
  i += 1;
  while (i < header.length && header.charAt(i) !== '"') {
    // A backslash escapes quotes and itself; in front of anything else it is a Windows path.
    if (header.charAt(i) === "\\" && '"\\'.includes(header.charAt(i + 1))) i += 1;
    text += header.charAt(i);
    i += 1;
  }
  const semicolon = header.indexOf(";", i);
  return { text, next: semicolon < 0 ? header.length : semicolon + 1 };
}

function joinContinuations(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const [name, text] of raw) {
    if (!name.includes("*")) params.set(name, decodeWords(text));
  }
  const extended = new Map<string, { order: number; text: string; encoded: boolean }[]>();
  for (const [name, text] of raw) {
    const star = name.indexOf("*");
    if (star < 0) continue;
    const order = Number.parseInt(name.slice(star + 1), 10);
    const segments = extended.get(name.slice(0, star)) ?? [];
    segments.push({ order: Number.isNaN(order) ? 0 : order, text, encoded: name.endsWith("*") });
    extended.set(name.slice(0, star), segments);
  }
  // The extended form wins: the plain one beside it is for readers that know no better (RFC 6266).
  for (const [name, segments] of extended) {
    segments.sort((a, b) => a.order - b.order);
    params.set(name, decodeExtended(segments));
  }
  return params;
}

function decodeExtended(segments: readonly { text: string; encoded: boolean }[]): string {
  const first = segments[0];
  if (!first?.encoded) return decodeWords(segments.map((segment) => segment.text).join(""));
  const [charset = "", , ...rest] = first.text.split("'");
  const hasCharset = first.text.split("'").length >= 3;
  const texts = [hasCharset ? rest.join("'") : first.text, ...segments.slice(1).map((s) => s.text)];
  const decoded = texts
    .join("")
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  const bytes = Buffer.from(decoded, "latin1");
  return decodeCharset(bytes, hasCharset ? charset : "").text;
}

import { Buffer } from "node:buffer";
import type { MailHeader } from "@circuito/domain";
import { decodeCharset } from "./decode-charset.ts";

export interface HeaderBlock {
  readonly headers: readonly MailHeader[];
  /** A line without a colon, a bare CR, a NUL: skipped or replaced. */
  readonly damaged: boolean;
  /** `From jamis@… Mon May 2 …` of an mbox in front of the mail. */
  readonly envelopeLine: string | undefined;
}

/** RFC 5322 §3.6.8: printable ASCII without the colon. */
const FIELD_NAME = /^[\x21-\x39\x3b-\x7e]+$/;
/** A control character in a value is a trick or damage; tab and the line breaks were read before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/g;

/** Reads raw header lines: unfolds, splits at the first colon, decodes 8-bit bytes, keeps order. */
export function readHeaderBlock(bytes: Uint8Array): HeaderBlock {
  // Most headers are ASCII; the rest is UTF-8 (RFC 6532) or an old single-byte charset.
  const text = decodeCharset(Buffer.from(bytes), "").text;
  const headers: MailHeader[] = [];
  let damaged = text.includes("\u0000");
  let envelopeLine: string | undefined;
  let name = "";
  let parts: string[] = [];
  const finish = () => {
    if (name !== "") {
      headers.push({ name, value: parts.join("").replace(CONTROLS, " ") });
    }
    name = "";
    parts = [];
  };
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line === "") continue;
    if ((line.startsWith(" ") || line.startsWith("\t")) && name !== "") {
      parts.push(line);
      continue;
    }
    finish();
    const colon = line.indexOf(":");
    const field = colon < 0 ? "" : line.slice(0, colon).trimEnd();
    if (FIELD_NAME.test(field)) {
      name = field.toLowerCase();
      parts = [line.slice(colon + 1)];
    } else if (headers.length === 0 && line.startsWith("From ")) {
      envelopeLine = line.slice("From ".length);
    } else {
      damaged = true;
    }
  }
  finish();
  return { headers, damaged, envelopeLine };
}

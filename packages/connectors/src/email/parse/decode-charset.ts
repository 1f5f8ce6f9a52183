import { Buffer } from "node:buffer";
import iconv from "iconv-lite";

export interface DecodedText {
  readonly text: string;
  /** The charset has no name we know; a likely one was taken. */
  readonly unknown: boolean;
}

/** Names that mailers use and no standard knows. */
const ALIASES: Readonly<Record<string, string>> = {
  "cp-850": "cp850",
  "x-unknown": "",
  unknown: "",
  "unknown-8bit": "",
  default: "",
  default_charset: "",
  ascii: "us-ascii",
  ansi: "windows-1252",
  "ansi_x3.110-1983": "iso-8859-1",
  utf8mb4: "utf-8",
  "iso-8859-8-e": "iso-8859-8",
};

const UNDECLARED = new Set(["", "us-ascii", "7bit"]);

/**
 * Bytes to text by the declared charset. A declaration that cannot be true is not believed: bytes
 * above 127 under "us-ascii" are UTF-8 if they are well-formed, else Windows-1252, as browsers do.
 * Never throws; what no charset explains becomes U+FFFD, and is counted by the caller.
 */
export function decodeCharset(bytes: Uint8Array, declared: string): DecodedText {
  const label = declared
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, "");
  const name = ALIASES[label] ?? label;
  if (UNDECLARED.has(name)) return { text: guess(bytes), unknown: false };
  // UTF-7 hides markup from everyone who reads the bytes (B-10): shown as it stands.
  if (name.includes("utf-7") || name === "utf7") return { text: guess(bytes), unknown: true };
  const known = decodeKnown(bytes, name);
  if (known !== undefined) return { text: known, unknown: false };
  return { text: guess(bytes), unknown: true };
}

/** Of plain text only: nobody reads it as markup. */
export function decodeUtf7(bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), "utf-7");
}

/** Node 20 decodes these by Latin-1 although the standard (encoding.spec.whatwg.org) says otherwise. */
const WESTERN = new Set(
  "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 windows-1252 cp1252 x-cp1252".split(" "),
);

function decodeKnown(bytes: Uint8Array, name: string): string | undefined {
  if (WESTERN.has(name)) return western(bytes);
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : undefined;
  }
}

function guess(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return western(bytes);
  }
}

function western(bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), "windows-1252");
}

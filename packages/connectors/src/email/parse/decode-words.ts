import { Buffer } from "node:buffer";
import { decodeCharset } from "./decode-charset.ts";

/** Longer header text is not decoded in full: nobody reads it, and it costs (B-27). */
const DECODED_LENGTH_MAX = 64 * 1024;
/** RFC 2047 §2 allows 75; mailers write longer ones, never this long. */
const WORD_LENGTH_MAX = 8 * 1024;

/** More than a quarter of it unreadable: then the writer's own spelling says more. */
const REPLACED_SHARE_MAX = 0.25;

interface EncodedWord {
  /** As it stands in the header. */
  readonly written: string;
  readonly charset: string;
  readonly bytes: Buffer;
  readonly end: number;
}

/**
 * RFC 2047 text, decoded in one pass. Neighbouring words of one charset are joined as bytes before
 * decoding, since mailers cut in the middle of a character. What is no valid word stays as written.
 * `value` holds one header's bytes as Latin-1, or text that already is Unicode.
 */
export function decodeWords(value: string): string {
  const input = value.slice(0, DECODED_LENGTH_MAX);
  let output = "";
  let plainFrom = 0;
  let run: EncodedWord[] = [];
  let at = input.indexOf("=?");
  // The next end mark, looked for once: a search per opening mark would be quadratic.
  let mark = 0;
  const endMark = (from: number) => {
    if (mark >= 0 && mark < from) mark = input.indexOf("?=", from);
    return mark;
  };
  while (at >= 0) {
    const word = readWord(input, at, endMark);
    if (!word) {
      at = input.indexOf("=?", at + 2);
      continue;
    }
    const between = input.slice(plainFrom, at);
    // White space between two words belongs to the folding, not to the text.
    if (run.length === 0 || between.trim() !== "") {
      output += decodeRun(run) + between;
      run = [];
    }
    run.push(word);
    plainFrom = word.end;
    at = input.indexOf("=?", word.end);
  }
  return output + decodeRun(run) + input.slice(plainFrom);
}

function decodeRun(run: readonly EncodedWord[]): string {
  let output = "";
  for (let i = 0; i < run.length; ) {
    const charset = run[i]?.charset ?? "";
    const bytes: Buffer[] = [];
    const written: string[] = [];
    for (; i < run.length && run[i]?.charset === charset; i += 1) {
      const word = run[i];
      if (!word) break;
      bytes.push(word.bytes);
      written.push(word.written);
    }
    const { text } = decodeCharset(Buffer.concat(bytes), charset);
    const replaced = text.split("\ufffd").length - 1;
    output += replaced > text.length * REPLACED_SHARE_MAX ? written.join(" ") : text;
  }
  return output;
}

function readWord(
  input: string,
  at: number,
  endMark: (from: number) => number,
): EncodedWord | undefined {
  const charsetEnd = input.indexOf("?", at + 2);
  if (charsetEnd < 0 || charsetEnd - at > 60) return undefined;
  const encoding = input.charAt(charsetEnd + 1).toLowerCase();
  if (input.charAt(charsetEnd + 2) !== "?" || (encoding !== "b" && encoding !== "q")) {
    return undefined;
  }
  const from = charsetEnd + 3;
  const end = endMark(from);
  if (end < 0 || end - from > WORD_LENGTH_MAX) return undefined;
  const text = input.slice(from, end);
  const bytes = encoding === "b" ? fromB(text) : fromQ(text);
  if (!bytes) return undefined;
  // RFC 2231 §5 adds a language after a star.
  const charset = input.slice(at + 2, charsetEnd).split("*", 1)[0] ?? "";
  return {
    written: input.slice(at, end + 2),
    charset: charset.toLowerCase(),
    bytes,
    end: end + 2,
  };
}

function fromB(text: string): Buffer | undefined {
  const compact = text.replace(/\s/g, "");
  return /^[A-Za-z0-9+/]*=*$/.test(compact) ? Buffer.from(compact, "base64") : undefined;
}

function fromQ(text: string): Buffer {
  const plain = text.replace(/_/g, " ");
  const decoded = plain.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1");
}

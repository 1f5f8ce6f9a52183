import { open } from "node:fs/promises";
import { filetypeinfo } from "magic-bytes.js";

/** Signatures stand at the beginning; that of a tar archive is the last, at 257. */
export const SNIFFED_BYTES = 4_096;

/** Says what it is in letters: text whatever follows. */
const WRITTEN = /^(application\/(pdf|rtf|xml|postscript)|text\/)/;
/** Unpack or start something when opened. */
const PROGRAMS =
  /^application\/(x-executable|x-ms-shortcut|java-archive|vnd\.android\.package-archive|x-iso9660-image|vnd\.ms-cab-compressed|x-apple-diskimage)$/;
/** What text a sender may call by a more telling name; nothing that a browser renders. */
const PLAIN =
  /^(text\/(plain|csv|calendar|vcard|x-vcard|markdown)|application\/json|message\/rfc822)$/;
/** One container for sound and for film: which of it is inside, its sender knows. */
const CONTAINERS: Readonly<Record<string, RegExp>> = {
  "application/ogg": /^(audio|video)\/ogg$/,
  "video/mp4": /^(audio\/(mp4|x-m4a|aac)|video\/(mp4|3gpp|quicktime))$/,
};
/** A beginning that some program would run or render. */
const ACTIVE_TEXT = /^\s*(#!|<\?php|<script|<html|<!doctype html|<svg|<\?xml[^>]*>\s*<svg)/i;

export interface FileType {
  readonly mimeType: string;
  /** Would run or render as a page, whatever it is called. */
  readonly isActive: boolean;
}

/**
 * The type of a file by its first bytes. What has no signature is text or unknown; then a sender's word
 * counts only where it claims nothing that a browser would act on (V5.2.2, S-13).
 */
export function sniffedType(beginning: Uint8Array, claimed: string): FileType {
  if (isProgram(beginning)) return { mimeType: "application/octet-stream", isActive: true };
  const text = asText(beginning);
  const signatures = filetypeinfo(beginning).flatMap(({ mime }) => mime ?? []);
  // A byte order mark says only that it is text.
  const types = signatures.filter((type) => !type.startsWith("text/plain"));
  // Two letters of an ordinary word are some picture's signature.
  const found = text === undefined ? types : types.filter((type) => WRITTEN.test(type));
  const [first] = found;
  if (first !== undefined) {
    // One signature for a whole family (zip: office documents): the sender says which of it.
    const mimeType = found.find((type) => type === claimed) ?? withinContainer(first, claimed);
    const isActive = PROGRAMS.test(mimeType) || (text !== undefined && ACTIVE_TEXT.test(text));
    return { mimeType, isActive };
  }
  if (text === undefined) return { mimeType: "application/octet-stream", isActive: false };
  return {
    mimeType: PLAIN.test(claimed) ? claimed : "text/plain",
    isActive: ACTIVE_TEXT.test(text),
  };
}

/** @param claimed may have parameters: `audio/ogg; codecs=opus` */
function withinContainer(container: string, claimed: string): string {
  const bare = claimed.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return CONTAINERS[container]?.test(bare) ? bare : container;
}

/** @param path of a file of ours */
export async function sniffFile(path: string, claimed: string): Promise<FileType> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return sniffedType(buffer.subarray(0, bytesRead), claimed);
  } finally {
    await file.close();
  }
}

/** `MZ`, ELF, and the Mach-O magics in both orders. */
function isProgram(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4));
  return (
    start.subarray(0, 2).toString("latin1") === "MZ" ||
    ["7f454c46", "feedface", "feedfacf", "cefaedfe", "cffaedfe"].includes(start.toString("hex"))
  );
}

/** `undefined` for bytes that are no UTF-8 text; the last character may be cut. */
function asText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    // Escape sequences are text in old Japanese mail; no other control but white space is.
    return bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x1b)) ? undefined : text;
  } catch {
    return undefined;
  }
}

import { extensionType } from "./extension-type.ts";
import type { ParseLimits } from "./parse-limits.ts";
import { FileOutput } from "./part-output.ts";
import { PartReader, type PartUse } from "./part-reader.ts";
import type { MailNode } from "./read-tree.ts";

/** Bytes of a text part that stay in memory: UTF-8 and the like need up to four per character. */
const BYTES_PER_CHARACTER_MAX = 4;

/** Parts that programs read: reports, and mails enclosed in a mail. */
const EMBEDDED_TYPES = new Set([
  "message/delivery-status",
  "message/global-delivery-status",
  "message/feedback-report",
  "message/disposition-notification",
  "message/rfc822",
  "message/global",
  "message/partial",
  "text/rfc822-headers",
  "message/rfc822-headers",
  "message/global-headers",
]);

/** Collects what a view and the rules need: text, HTML, beginnings of reports, digests of files. */
export function chooseReaders(
  limits: ParseLimits,
  spoolDirectory: string | undefined,
): (node: MailNode) => PartReader {
  return (node) => {
    const use = useOf(node);
    const isFile = use === "attachment" || use === "embedded";
    return new PartReader({
      use,
      encoding: node.encoding,
      keepMax: keepMax(use, limits),
      output: isFile && spoolDirectory !== undefined ? new FileOutput(spoolDirectory) : undefined,
    });
  };
}

function useOf(node: MailNode): PartUse {
  const type = node.type.value;
  if (EMBEDDED_TYPES.has(type)) return "embedded";
  // A multipart without a boundary, or without parts: its bytes are the text there is.
  if (type.startsWith("multipart/")) return "text";
  const attached = node.disposition?.value === "attachment";
  const named = fileNameOf(node) !== undefined;
  if (attached || (named && node.disposition?.value !== "inline")) return "attachment";
  if (type === "text/html" || type === "application/xhtml+xml")
    return named ? "attachment" : "html";
  if (type === "text/plain" || type === "text" || type === "text/enriched") {
    return named ? "attachment" : "text";
  }
  // An unknown subtype of text reads as text (RFC 2046 §4.1.4), calendars and cards as files.
  const isWord = type.startsWith("text/") && extensionType(type) === undefined;
  return isWord || !type.includes("/") ? "text" : "attachment";
}

export function fileNameOf(node: MailNode): string | undefined {
  const name = node.disposition?.params.get("filename") ?? node.type.params.get("name");
  return name === undefined || name.trim() === "" ? undefined : name;
}

function keepMax(use: PartUse, limits: ParseLimits): number {
  switch (use) {
    case "text":
      return limits.textLengthMax * BYTES_PER_CHARACTER_MAX;
    case "html":
      return limits.htmlLengthMax * 2;
    case "embedded":
      return limits.embeddedBytesMax;
    case "attachment":
      return 0;
  }
}

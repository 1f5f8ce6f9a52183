/** Enough of a file to know it by. */
export const SNIFFED_BYTES = 4_096;

interface Magic {
  readonly mimeType: string;
  readonly at: number;
  readonly bytes: string;
}

const magic = (mimeType: string, bytes: string, at = 0): Magic => ({ mimeType, at, bytes });

/** First match wins; in Latin-1. Pictures that browsers show and that cannot bring a script. */
const PICTURES: readonly Magic[] = [
  magic("image/png", "\x89PNG\r\n\x1a\n"),
  magic("image/jpeg", "\xff\xd8\xff"),
  magic("image/gif", "GIF87a"),
  magic("image/gif", "GIF89a"),
  magic("image/avif", "ftypavif", 4),
  magic("image/avif", "ftypavis", 4),
];
const OTHERS: readonly Magic[] = [
  magic("application/pdf", "%PDF-"),
  magic("image/heic", "ftypheic", 4),
  magic("image/tiff", "II*\0"),
  magic("image/tiff", "MM\0*"),
  magic("video/quicktime", "ftypqt", 4),
  magic("video/mp4", "ftyp", 4),
  magic("video/webm", "\x1a\x45\xdf\xa3"),
  magic("audio/ogg", "OggS"),
  magic("audio/mpeg", "ID3"),
  magic("audio/mpeg", "\xff\xfb"),
  magic("application/gzip", "\x1f\x8b"),
  magic("application/x-7z-compressed", "7z\xbc\xaf\x27\x1c"),
  magic("application/vnd.rar", "Rar!\x1a\x07"),
  magic("application/x-cfb", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
  magic("application/x-msdownload", "MZ"),
  magic("application/x-elf", "\x7fELF"),
];
/** Office files are archives; which of them, only the name says in the first bytes. */
const ARCHIVES: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
};
const UNKNOWN = "application/octet-stream";
/** What a browser that guesses would take for a page or a picture with scripts (WHATWG MIME sniffing). */
const MARKUP =
  /^\s*(<!--|<!doctype|<\?xml|<(html|head|body|script|svg|iframe|style|title|table)\b)/i;

/** The type of a picture that is safe to show; `undefined` for everything else, SVG included. */
export function pictureType(head: Uint8Array): string | undefined {
  const text = latin1(head);
  // RIFF is a container of many kinds.
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "image/webp";
  return find(PICTURES, text);
}

/** What a file is by its first bytes, whatever its name and its sender say. */
export function sniffType(head: Uint8Array, fileName: string): string {
  const text = latin1(head);
  const known = pictureType(head) ?? find(OTHERS, text);
  if (known !== undefined) return known;
  if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) return "audio/wav";
  if (text.startsWith("PK\x03\x04")) {
    return ARCHIVES[fileName.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/zip";
  }
  if (MARKUP.test(text.replace(/^\xef\xbb\xbf/, ""))) {
    return /<svg\b/i.test(text) ? "image/svg+xml" : "text/html";
  }
  return isText(head) ? "text/plain" : UNKNOWN;
}

function find(list: readonly Magic[], text: string): string | undefined {
  return list.find(({ bytes, at }) => text.startsWith(bytes, at))?.mimeType;
}

function latin1(head: Uint8Array): string {
  return Buffer.from(head.subarray(0, SNIFFED_BYTES)).toString("latin1");
}

/** No control characters but the ones that texts have. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}

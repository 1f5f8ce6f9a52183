import type { InboundMessage } from "@circuito/domain";
import type { StoredMedia } from "../schema/index.ts";

/** As much as a row of the list shows. */
const PREVIEW_LENGTH_MAX = 140;

/** First words of a message for lists; what it is when it has no words. */
export function previewOf(message: Pick<InboundMessage, "text" | "media" | "placeholder">): string {
  const text = message.text.replace(/\s+/g, " ").trim();
  if (text !== "") return cut(text);
  const [file] = message.media;
  return cut(file ? (file.fileName ?? file.mimeType ?? "file") : (message.placeholder ?? ""));
}

/** Cuts between code points: half a surrogate pair is not storable. */
function cut(text: string): string {
  if (text.length <= PREVIEW_LENGTH_MAX) return text;
  return `${[...text.slice(0, PREVIEW_LENGTH_MAX)].slice(0, -1).join("")}…`;
}

/** Files are fetched by their own jobs; until then they are pending and the text is there. */
export function mediaOf(message: InboundMessage): readonly StoredMedia[] {
  return message.media.map((file, index) => ({
    fileName: file.fileName ?? `file-${index + 1}`,
    mimeType: file.mimeType ?? "application/octet-stream",
    sizeBytes: file.sizeBytes ?? null,
    state: "pending",
    url: null,
  }));
}

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

/** What came with the payload is stored; the rest is fetched by its own jobs, and the text is there. */
export function mediaOf(message: Pick<InboundMessage, "media">): readonly StoredMedia[] {
  return message.media.map((file, index) =>
    "stored" in file
      ? {
          fileName: file.fileName,
          mimeType: file.mimeType,
          sizeBytes: file.stored.sizeBytes,
          state: "stored",
          sha256: file.stored.sha256,
          disposition: file.disposition,
          ...(file.contentId !== undefined && { contentId: file.contentId }),
          ...(file.warning !== undefined && { warning: file.warning }),
        }
      : {
          fileName: file.fileName ?? `file-${index + 1}`,
          mimeType: file.mimeType ?? "application/octet-stream",
          sizeBytes: file.sizeBytes ?? null,
          state: "pending",
          remoteUrl: file.url,
          ...(file.sha256 !== undefined && { remoteSha256: file.sha256 }),
        },
  );
}

import type { OutboundFiles } from "@circuito/router";
import type { Parts } from "./parts.ts";

/** A provider fetches a file when it takes the message; no address of ours opens for longer. */
const PROVIDER_FETCH_MS = 5 * 60_000;

/** Files that go out: by their bytes, or by an address that the provider opens. */
export function outboundFiles({ openParts, mediaUrls, config }: Parts): OutboundFiles {
  return {
    open: (sha256) => openParts.media.open(sha256),
    urlOf: (messageId, index) => {
      const path = mediaUrls.sign({ kind: "file", messageId, index }, PROVIDER_FETCH_MS);
      return `${config.publicUrl}${path}`;
    },
  };
}

/** Where files that come in are kept, and how it is known what they are and how long. */
export async function mediaTools({ openParts, sounds }: Parts) {
  const { describeFile, SNIFFED_BYTES } = await import("@circuito/connectors/files");
  return {
    media: openParts.media,
    describeFile,
    beginningBytes: SNIFFED_BYTES,
    soundLengthMs: sounds.lengthMs,
  };
}

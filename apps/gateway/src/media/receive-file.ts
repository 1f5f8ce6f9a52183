import type { IncomingMessage } from "node:http";
import type { StoredBytes } from "@circuito/domain";
import type { MediaStore } from "@circuito/store";
import { discardRest } from "../http/read-body.ts";
import { SNIFFED_BYTES, sniffType } from "./sniff-type.ts";

/** What mail systems still take, a third larger on the wire. */
export const UPLOAD_BYTES_MAX = 25 * 1024 * 1024;

export type ReceivedFile =
  | { readonly kind: "file"; readonly stored: StoredBytes; readonly mimeType: string }
  | { readonly kind: "too-large" }
  | { readonly kind: "empty" };

class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/**
 * Puts a request's body into the media store while it comes, counting: a body may lie about its
 * length. The type is by content.
 * @throws MediaUnavailable when nothing was stored
 */
export async function receiveFile(
  media: MediaStore,
  request: IncomingMessage,
  fileName: string,
): Promise<ReceivedFile> {
  if (Number(request.headers["content-length"] ?? 0) > UPLOAD_BYTES_MAX) {
    discardRest(request);
    return { kind: "too-large" };
  }
  const head: Uint8Array[] = [];
  let sizeBytes = 0;
  let tooLarge = false;
  async function* counted(): AsyncGenerator<Uint8Array> {
    // Without this a body that is refused in the middle would take the connection with it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes: Uint8Array = chunk;
      if (sizeBytes < SNIFFED_BYTES) head.push(bytes.subarray(0, SNIFFED_BYTES - sizeBytes));
      sizeBytes += bytes.byteLength;
      if (sizeBytes > UPLOAD_BYTES_MAX) {
        tooLarge = true;
        throw new TooLarge();
      }
      yield bytes;
    }
  }
  try {
    const stored = await media.put(counted());
    if (stored.sizeBytes === 0) return { kind: "empty" };
    return { kind: "file", stored, mimeType: sniffType(Buffer.concat(head), fileName) };
  } catch (error) {
    if (!tooLarge) throw error;
    discardRest(request);
    return { kind: "too-large" };
  }
}

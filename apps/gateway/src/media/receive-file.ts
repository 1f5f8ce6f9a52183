import type { IncomingMessage } from "node:http";
import { type DescribedFile, describeFile, SNIFFED_BYTES } from "@circuito/connectors/files";
import type { StoredBytes } from "@circuito/domain";
import { limitBytes, type MediaStore } from "@circuito/store";
import { discardRest } from "../http/read-body.ts";

/** What mail systems still take, a third larger on the wire. */
export const UPLOAD_BYTES_MAX = 25 * 1024 * 1024;

export type ReceivedFile =
  | { readonly kind: "file"; readonly stored: StoredBytes; readonly described: DescribedFile }
  | { readonly kind: "too-large" }
  | { readonly kind: "empty" };

/**
 * Puts a request's body into the media store while it comes, counting: a body may lie about its
 * length. The type is by content; what the request says of it only tells apart what begins alike.
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
  // Without this a body that is refused in the middle would take the connection with it.
  const body = request.iterator({ destroyOnReturn: false });
  const limited = limitBytes(body, UPLOAD_BYTES_MAX, SNIFFED_BYTES);
  try {
    const stored = await media.put(limited);
    if (stored.sizeBytes === 0) return { kind: "empty" };
    const [mimeType = ""] = (request.headers["content-type"] ?? "").split(";");
    const said = { fileName, mimeType: mimeType.trim().toLowerCase() };
    return { kind: "file", stored, described: describeFile(limited.beginning(), said) };
  } catch (error) {
    if (!limited.isTooLarge()) throw error;
    discardRest(request);
    return { kind: "too-large" };
  }
}

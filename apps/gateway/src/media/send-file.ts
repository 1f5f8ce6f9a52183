import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { attachmentName } from "@circuito/domain";
import type { Response } from "express";

/** What a browser may be told a file is. A page, SVG or script is bytes to it, whatever we know. */
const TOLD =
  /^(image\/(png|jpeg|gif|webp|avif|bmp|heic|tiff)|application\/(pdf|zip|octet-stream)|message\/rfc822|text\/plain|text\/csv|text\/calendar|audio\/(mpeg|ogg|wav|mp4|aac)|video\/(mp4|webm|quicktime)|application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+)$/;

/** @returns the type a file is served as (S-12, S-13, B-65) */
function servedType(mimeType: string): string {
  const plain = mimeType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return TOLD.test(plain) ? plain : "application/octet-stream";
}

export interface SentFile {
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number | undefined;
  readonly bytes: Readable;
}

/**
 * Sends a file to be saved and never to be opened as a page of ours: named as RFC 6266 says, under a
 * type that runs nothing, in a sandbox of its own. A picture in a page shows all the same. Streams; a
 * file that breaks off breaks the answer off, so that nobody takes a part for the whole.
 */
export async function sendFile(response: Response, file: SentFile): Promise<void> {
  const { name } = attachmentName(file.name, "file");
  response.attachment(name);
  response.set({
    "content-type": servedType(file.mimeType),
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    // A frame in a sandbox is nobody's origin; the address itself is the permission.
    "cross-origin-resource-policy": "cross-origin",
    "accept-ranges": "none",
  });
  if (file.sizeBytes !== undefined) response.set("content-length", String(file.sizeBytes));
  if (response.req.method === "HEAD") {
    file.bytes.destroy();
    response.end();
    return;
  }
  await pipeline(file.bytes, response);
}

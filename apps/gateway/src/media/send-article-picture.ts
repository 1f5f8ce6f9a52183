import type { ArticlePicture, MediaStore } from "@circuito/store";
import type { Response } from "express";
import { sendFile } from "./send-file.ts";

/** A picture of an article, to whoever may see it: that is asked before. */
export async function sendArticlePicture(
  response: Response,
  media: MediaStore,
  { id, mimeType, sizeBytes, sha256 }: ArticlePicture,
): Promise<void> {
  await sendFile(response, {
    name: `${id}.${mimeType.split("/")[1]}`,
    mimeType,
    sizeBytes,
    bytes: await media.open(sha256),
  });
}

import { buffer } from "node:stream/consumers";
import type { JudgedPicture, PictureFault, StoredBytes } from "@circuito/domain";
import { type MediaStore, type Queryable, takeUpload } from "@circuito/store";

export type TakenPicture =
  | (Omit<Extract<JudgedPicture, { kind: "taken" }>, "kind"> &
      StoredBytes & { readonly kind: "taken" })
  | { readonly kind: "refused"; readonly because: PictureFault | "no-such-file" };

/**
 * Takes an upload of theirs for a picture that everybody may fetch: which bytes it is comes from nobody's word, and
 * they are judged by what they hold. One that is too large is never read.
 */
export async function takePicture(
  { client, media }: { readonly client: Queryable; readonly media: MediaStore },
  { uploadId, who }: { readonly uploadId: string; readonly who: string },
  { bytesMax, judge }: { bytesMax: number; judge: (bytes: Uint8Array) => JudgedPicture },
): Promise<TakenPicture> {
  const file = await takeUpload(client, uploadId, who);
  if (!file) return { kind: "refused", because: "no-such-file" };
  if (file.sizeBytes > bytesMax) return { kind: "refused", because: "too-large" };
  const judged = judge(await buffer(await media.open(file.sha256)));
  return judged.kind === "refused" ? judged : { ...file, ...judged };
}

import {
  ARTICLE_PICTURE_BYTES_MAX,
  judgeArticlePicture,
  type PictureFault,
} from "@circuito/protocol/article-text";
import { ApiError } from "../api/request.ts";
import { upload } from "../api/upload.ts";
import { knowledgeApi } from "./knowledge-api.ts";

export type SentPicture =
  /** `path`: as the article's Markdown names it. */
  | { readonly kind: "sent"; readonly path: string }
  | { readonly kind: "refused"; readonly because: PictureFault }
  /** The line, the store or the file was away: it can be tried again. */
  | { readonly kind: "not-sent" };

/** Makes a file a picture for articles; judged as the server will, before anything is sent. */
export async function sendPicture(file: File, signal: AbortSignal): Promise<SentPicture> {
  if (file.size > ARTICLE_PICTURE_BYTES_MAX) return { kind: "refused", because: "too-large" };
  try {
    const judged = judgeArticlePicture(new Uint8Array(await file.arrayBuffer()));
    if (judged.kind === "refused") return judged;
    const { id } = await upload(
      file,
      { name: file.name || "picture" },
      { onProgress: () => {}, signal },
    );
    const { path } = await knowledgeApi.addPicture(id);
    return { kind: "sent", path };
  } catch (error) {
    // A file that was moved away since it was chosen cannot be read: a DOMException.
    if (error instanceof ApiError || error instanceof DOMException) return { kind: "not-sent" };
    throw error;
  }
}

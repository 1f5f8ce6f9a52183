import { type JudgedPicture, judgePicture } from "../pictures/judge-picture.ts";
import { type ArticleBlock, referencesIn } from "./article-blocks.ts";

/** A whole screen of a large display, packed well; readers on a phone pay for it. Bytes. */
export const ARTICLE_PICTURE_BYTES_MAX = 2_000_000;
/** What a screen of today has; more only costs readers' memory. */
export const ARTICLE_PICTURE_SIDE_MAX_PX = 4_096;

export function judgeArticlePicture(bytes: Uint8Array): JudgedPicture {
  return judgePicture(bytes, {
    bytesMax: ARTICLE_PICTURE_BYTES_MAX,
    sideMaxPx: ARTICLE_PICTURE_SIDE_MAX_PX,
  });
}

/** A picture as an article's Markdown names it. */
export interface ArticlePictureAddress {
  readonly id: string;
  /** Px: whoever draws the page keeps the room before the picture is there. */
  readonly width: number;
  readonly height: number;
}

const PATH =
  /^\/help\/pictures\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})-([1-9]\d{0,3})x([1-9]\d{0,3})$/;

/** Where a picture of ours is in the help centre. */
export function articlePicturePath({ id, width, height }: ArticlePictureAddress): string {
  return `/help/pictures/${id}-${width}x${height}`;
}

/** The picture that an address leads to; `undefined` for every other address. */
export function articlePictureOf(src: string): ArticlePictureAddress | undefined {
  const [, id, width, height] = PATH.exec(src) ?? [];
  return id === undefined ? undefined : { id, width: Number(width), height: Number(height) };
}

/** Ids of our pictures in an article, each once. */
export function picturesIn(blocks: readonly ArticleBlock[]): readonly string[] {
  const named = referencesIn(blocks).flatMap((one) =>
    one.kind === "image" ? (articlePictureOf(one.src)?.id ?? []) : [],
  );
  return [...new Set(named)];
}

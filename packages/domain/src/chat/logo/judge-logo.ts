import { type JudgedPicture, judgePicture } from "../../pictures/judge-picture.ts";
import type { PictureType } from "../../pictures/read-picture.ts";

/** What a small picture at the head of a chat needs, with room; bytes. */
export const LOGO_BYTES_MAX = 100_000;
/** Shown 40 px wide; more only costs visitors' memory, whatever it is packed into. */
export const LOGO_SIDE_MAX_PX = 1_024;

/** A chat's picture as its settings keep it. */
export interface ChatLogo {
  /** SHA-256 of its bytes in the media store, lower-case hex. */
  readonly digest: string;
  readonly type: PictureType;
  /** Px. */
  readonly width: number;
  readonly height: number;
  /** For whoever does not see it; empty: the company's name beside it says it all. */
  readonly alt: string;
}

/** A name, not a description. */
export const LOGO_ALT_LENGTH_MAX = 80;

export function judgeLogo(bytes: Uint8Array): JudgedPicture {
  return judgePicture(bytes, { bytesMax: LOGO_BYTES_MAX, sideMaxPx: LOGO_SIDE_MAX_PX });
}

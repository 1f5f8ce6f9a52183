import { type PictureType, readPicture } from "./read-picture.ts";

export const PICTURE_FAULTS = ["too-large", "no-picture", "too-wide", "moves"] as const;
export type PictureFault = (typeof PICTURE_FAULTS)[number];

export type JudgedPicture =
  | {
      readonly kind: "taken";
      readonly type: PictureType;
      /** Px. */
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: "refused"; readonly because: PictureFault };

export interface PictureLimits {
  readonly bytesMax: number;
  /** Of the longer side, whatever it is packed into. */
  readonly sideMaxPx: number;
}

/**
 * Whether everybody may be shown a picture, by its own bytes. What moves is not taken, for nobody could stop it
 * (WCAG 2.2.2).
 */
export function judgePicture(bytes: Uint8Array, limits: PictureLimits): JudgedPicture {
  if (bytes.length > limits.bytesMax) return { kind: "refused", because: "too-large" };
  const found = readPicture(bytes);
  if (!found || found.width < 1 || found.height < 1) {
    return { kind: "refused", because: "no-picture" };
  }
  const { moves, ...picture } = found;
  if (Math.max(picture.width, picture.height) > limits.sideMaxPx) {
    return { kind: "refused", because: "too-wide" };
  }
  return moves ? { kind: "refused", because: "moves" } : { kind: "taken", ...picture };
}

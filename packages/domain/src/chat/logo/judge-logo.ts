/** What a small picture at the head of a chat needs, with room; bytes. */
export const LOGO_BYTES_MAX = 100_000;
/** Shown 40 px wide; more only costs visitors' memory, whatever it is packed into. */
export const LOGO_SIDE_MAX_PX = 1_024;

export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type LogoType = (typeof LOGO_TYPES)[number];

export type JudgedLogo =
  | {
      readonly kind: "taken";
      readonly type: LogoType;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: "refused"; readonly because: LogoFault };

export const LOGO_FAULTS = ["too-large", "no-picture", "too-wide", "moves"] as const;
export type LogoFault = (typeof LOGO_FAULTS)[number];

/** A chat's picture as its settings keep it. */
export interface ChatLogo {
  /** SHA-256 of its bytes in the media store, lower-case hex. */
  readonly digest: string;
  readonly type: LogoType;
  /** Px. */
  readonly width: number;
  readonly height: number;
  /** For whoever does not see it; empty: the company's name beside it says it all. */
  readonly alt: string;
}

/** A name, not a description. */
export const LOGO_ALT_LENGTH_MAX = 80;

/**
 * What a picture is by its own bytes, whatever it was called. SVG is a program and is not taken; nor is
 * what moves, for nobody could stop it (WCAG 2.2.2).
 * Sources: PNG (ISO/IEC 15948, §11.2.2; acTL, 3rd edition §11.3.6), JPEG (ITU-T T.81, B.2.2), WebP (RFC 9649).
 */
export function judgeLogo(bytes: Uint8Array): JudgedLogo {
  if (bytes.length > LOGO_BYTES_MAX) return { kind: "refused", because: "too-large" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = pngSize(view) ?? jpegSize(view) ?? webpSize(view);
  if (!found || found.width < 1 || found.height < 1) {
    return { kind: "refused", because: "no-picture" };
  }
  if (Math.max(found.width, found.height) > LOGO_SIDE_MAX_PX) {
    return { kind: "refused", because: "too-wide" };
  }
  const { moves, ...logo } = found;
  return moves ? { kind: "refused", because: "moves" } : { kind: "taken", ...logo };
}

interface Sized {
  readonly type: LogoType;
  readonly width: number;
  readonly height: number;
  readonly moves: boolean;
}

function pngSize(view: DataView): Sized | undefined {
  const isPng =
    view.byteLength >= 33 &&
    view.getUint32(0) === 0x89504e47 &&
    view.getUint32(4) === 0x0d0a1a0a &&
    view.getUint32(12) === 0x49484452;
  if (!isPng) return undefined;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return { type: "image/png", width, height, moves: hasAnimation(view) };
}

const ACTL = 0x6163544c;
const IDAT = 0x49444154;

/** Chunk after chunk up to the first of the picture itself: what makes it move stands before it. */
function hasAnimation(view: DataView): boolean {
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const name = view.getUint32(at + 4);
    if (name === ACTL) return true;
    if (name === IDAT) return false;
  }
  return false;
}

/** Segment after segment until one that starts a frame and says how large it is. */
function jpegSize(view: DataView): Sized | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return { type: "image/jpeg", width, height, moves: false };
    }
    // A marker may be preceded by fill bytes; every other segment says its own length.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webpSize(view: DataView): Sized | undefined {
  const isWebp =
    view.byteLength >= 30 && view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250;
  if (!isWebp) return undefined;
  const sized = (width: number, height: number, moves = false): Sized => ({
    ...{ type: "image/webp", width, height, moves },
  });
  const uint24 = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (view.getUint32(12)) {
    case 0x56503820:
      return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case 0x5650384c: {
      const packed = view.getUint32(21, true);
      return sized((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
    }
    case 0x56503858:
      return sized(uint24(24) + 1, uint24(27) + 1, (view.getUint8(20) & 0x02) !== 0);
    default:
      return undefined;
  }
}

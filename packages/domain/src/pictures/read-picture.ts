export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/** What a picture's own bytes say of it. */
export interface ReadPicture {
  readonly type: PictureType;
  /** Px; 0 where it says so. */
  readonly width: number;
  readonly height: number;
  /** It is several, shown one after another. */
  readonly moves: boolean;
}

/**
 * What a picture is by its own bytes, whatever it was called; `undefined`: none that is shown to everybody. SVG
 * is a program and is not read.
 * Sources: PNG (ISO/IEC 15948, §11.2.2; acTL, 3rd edition §11.3.6), JPEG (ITU-T T.81, B.2.2), WebP (RFC 9649).
 */
export function readPicture(bytes: Uint8Array): ReadPicture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pngSize(view) ?? jpegSize(view) ?? webpSize(view);
}

function pngSize(view: DataView): ReadPicture | undefined {
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
function jpegSize(view: DataView): ReadPicture | undefined {
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

function webpSize(view: DataView): ReadPicture | undefined {
  const isWebp =
    view.byteLength >= 30 && view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250;
  if (!isWebp) return undefined;
  const sized = (width: number, height: number, moves = false): ReadPicture => ({
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

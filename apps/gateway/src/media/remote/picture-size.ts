/** Width times height as a picture's own header says; `undefined` where it does not say so plainly. */
export function pixelsOf(bytes: Uint8Array, mimeType: string): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (mimeType) {
      case "image/png":
        return view.getUint32(16) * view.getUint32(20);
      case "image/gif":
        return view.getUint16(6, true) * view.getUint16(8, true);
      case "image/jpeg":
        return ofJpeg(view);
      case "image/webp":
        return ofWebp(view);
      default:
        return undefined;
    }
  } catch {
    // The header ends before it says.
    return undefined;
  }
}

/** Walks the segments to the frame's header (ITU T.81, B.2.2). */
function ofJpeg(view: DataView): number | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Source: WebP container and bitstream specifications (RFC 9649, RFC 6386). */
function ofWebp(view: DataView): number | undefined {
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  switch (view.getUint32(12)) {
    case 0x56503858: // "VP8X"
      return (uint24(24) + 1) * (uint24(27) + 1);
    case 0x56503820: // "VP8 "
      return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
    case 0x5650384c: {
      // "VP8L"
      const bits = view.getUint32(21, true);
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    }
    default:
      return undefined;
  }
}

/** A frame's payload as one read of it; control frames but for `close` are of no interest here. */
export type Frame =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "close" }
  | { readonly kind: "other" };

const OPCODE = { text: 0x1, close: 0x8 } as const;
const IS_FINAL = 0x80;
const IS_MASKED = 0x80;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;
const MASK_BYTES = 4;

/**
 * A client's text frame (RFC 6455, 5.2). Its mask is 0: allowed by the letter, and it leaves the bytes as they
 * are, so that ten thousand clients cost less than the server that is measured beside them.
 * @throws when the text is longer than 65,535 bytes: no client of ours says so much
 */
export function writeTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > 0xffff) throw new Error(`a frame of ${length} bytes`);
  const isShort = length < LENGTH_IN_16_BITS;
  const head = isShort ? 2 : 4;
  const frame = Buffer.alloc(head + MASK_BYTES + length);
  frame[0] = IS_FINAL | OPCODE.text;
  frame[1] = IS_MASKED | (isShort ? length : LENGTH_IN_16_BITS);
  if (!isShort) frame.writeUInt16BE(length, 2);
  frame.write(text, head + MASK_BYTES);
  return frame;
}

/** What is left of a frame waits for its rest; a server of ours sends no frame in parts. */
export class FrameReader {
  #rest: Buffer | undefined;

  /** All frames that are whole with these bytes. */
  *read(bytes: Buffer): Generator<Frame> {
    let all = this.#rest ? Buffer.concat([this.#rest, bytes]) : bytes;
    for (;;) {
      const place = placeOf(all);
      if (!place || place.end > all.length) break;
      yield frameOf(all, place);
      all = all.subarray(place.end);
    }
    // A copy: the rest must not keep a whole chunk of the network in memory.
    this.#rest = all.length > 0 ? Buffer.from(all) : undefined;
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where a frame's payload is; `undefined` until its head is whole. */
function placeOf(bytes: Buffer): Place | undefined {
  const short = (bytes[1] ?? 0) & ~IS_MASKED;
  if (bytes.length < 2) return undefined;
  if (short < LENGTH_IN_16_BITS) return { start: 2, end: 2 + short };
  if (short === LENGTH_IN_16_BITS) {
    return bytes.length < 4 ? undefined : { start: 4, end: 4 + bytes.readUInt16BE(2) };
  }
  if (short !== LENGTH_IN_64_BITS || bytes.length < 10) return undefined;
  return { start: 10, end: 10 + Number(bytes.readBigUInt64BE(2)) };
}

function frameOf(bytes: Buffer, { start, end }: Place): Frame {
  switch ((bytes[0] ?? 0) & 0xf) {
    case OPCODE.text:
      return { kind: "text", text: bytes.toString("utf8", start, end) };
    case OPCODE.close:
      return { kind: "close" };
    default:
      return { kind: "other" };
  }
}

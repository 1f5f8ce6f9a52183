import { Buffer } from "node:buffer";

/** Undoes a Content-Transfer-Encoding as the bytes arrive. */
export interface TransferDecoder {
  write(chunk: Uint8Array): Buffer;
  end(): Buffer;
  /** Whether something stood there that the encoding does not allow. */
  readonly damaged: boolean;
}

export function transferDecoder(encoding: string): TransferDecoder {
  switch (encoding) {
    case "base64":
      return new Base64Decoder();
    case "quoted-printable":
      return new QuotedPrintableDecoder();
    default:
      return new PlainDecoder(!["", "7bit", "8bit", "binary"].includes(encoding));
  }
}

class PlainDecoder implements TransferDecoder {
  readonly damaged: boolean;

  constructor(unknown: boolean) {
    this.damaged = unknown;
  }

  write(chunk: Uint8Array): Buffer {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }

  end(): Buffer {
    return Buffer.alloc(0);
  }
}

/** Characters of the alphabet keep their place, white space is skipped, the rest is damage. */
const BASE64_KIND = new Uint8Array(256);
const SKIPPED = 1;
const DATA = 2;
const PADDING = 3;
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
  BASE64_KIND[char.charCodeAt(0)] = DATA;
}
for (const char of "\r\n\t ") BASE64_KIND[char.charCodeAt(0)] = SKIPPED;
BASE64_KIND["=".charCodeAt(0)] = PADDING;

class Base64Decoder implements TransferDecoder {
  damaged = false;
  #rest = "";
  #padding = 0;

  write(chunk: Uint8Array): Buffer {
    const clean = Buffer.allocUnsafe(chunk.length);
    let length = 0;
    for (const byte of chunk) {
      const kind = BASE64_KIND[byte];
      if (kind === DATA) {
        // Data after padding: two encodings glued together; each is complete by itself.
        if (this.#padding > 0) this.damaged = true;
        clean[length++] = byte;
      } else if (kind === PADDING) this.#padding += 1;
      else if (kind !== SKIPPED) this.damaged = true;
    }
    const text = this.#rest + clean.toString("latin1", 0, length);
    const whole = text.length - (text.length % 4);
    this.#rest = text.slice(whole);
    return Buffer.from(text.slice(0, whole), "base64");
  }

  end(): Buffer {
    const rest = this.#rest;
    this.#rest = "";
    // One character is six bits of nothing; a wrong count of padding is the mark of a cut.
    if (rest.length === 1 || (rest.length > 0 && (rest.length + this.#padding) % 4 !== 0)) {
      this.damaged = true;
    }
    return Buffer.from(rest, "base64");
  }
}

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

class QuotedPrintableDecoder implements TransferDecoder {
  damaged = false;
  #rest: Buffer = Buffer.alloc(0);

  write(chunk: Uint8Array): Buffer {
    const input = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    // An escape may be cut by the chunk's end: its beginning waits for the next one.
    const lastEscape = input.lastIndexOf(EQUALS);
    const cut = lastEscape >= 0 && lastEscape > input.length - 3 ? lastEscape : input.length;
    this.#rest = Buffer.from(input.subarray(cut));
    return this.#decode(input.subarray(0, cut));
  }

  end(): Buffer {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return this.#decode(rest);
  }

  #decode(input: Uint8Array): Buffer {
    const output = Buffer.allocUnsafe(input.length);
    let length = 0;
    for (let i = 0; i < input.length; i += 1) {
      const byte = input[i] ?? 0;
      if (byte !== EQUALS) {
        output[length++] = byte;
        continue;
      }
      const next = input[i + 1];
      if (next === LF) i += 1;
      else if (next === CR) i += input[i + 2] === LF ? 2 : 1;
      else if (next === undefined) break;
      else {
        const value = (hexOf(next) << 4) | hexOf(input[i + 2] ?? 0);
        if (value < 0) {
          this.damaged = true;
          output[length++] = byte;
        } else {
          output[length++] = value;
          i += 2;
        }
      }
    }
    return output.subarray(0, length);
  }
}

/** Value of a hexadecimal digit, negative for anything else. */
function hexOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -256;
}

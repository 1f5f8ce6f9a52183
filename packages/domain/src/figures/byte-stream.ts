/** Writes whole numbers from 0 up, in seven bits a byte (LEB128), into bytes that grow. */
export class ByteWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  write(value: number): void {
    if (value < 0) throw new Error("less than nothing cannot be written");
    if (this.#length + LONGEST > this.#bytes.length) this.#grow(LONGEST);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  append(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written since it was taken last. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #grow(by: number): void {
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + by));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Bytes of 2^53, the largest whole number there is. */
const LONGEST = 8;

/** Reads what {@link ByteWriter} wrote. Throws when it is cut short. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  read(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Error("what was written down is cut short");
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  /** The next bytes, uncopied. */
  part(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) {
      throw new Error("what was written down is cut short");
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return this.part(this.#bytes.length - this.#at);
  }
}

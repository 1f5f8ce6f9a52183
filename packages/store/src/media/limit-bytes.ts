/** A file as it streams by: its first bytes are kept to know it by, and too many end it. */
export interface LimitedBytes extends AsyncIterable<Uint8Array> {
  readonly beginning: () => Uint8Array;
  readonly isTooLarge: () => boolean;
}

/** @param kept how many of the first bytes to keep */
export function limitBytes(
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
  kept: number,
): LimitedBytes {
  const first: Uint8Array[] = [];
  let seen = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      if (seen < kept) first.push(chunk.slice(0, kept - seen));
      seen += chunk.byteLength;
      if (seen > bytesMax) throw new Error("more bytes than are taken");
      yield chunk;
    }
  }
  return {
    [Symbol.asyncIterator]: pass,
    beginning: () => Buffer.concat(first),
    isTooLarge: () => seen > bytesMax,
  };
}

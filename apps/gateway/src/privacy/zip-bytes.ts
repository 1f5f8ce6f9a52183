import { makeZip } from "client-zip";

/** A file of an archive; its bytes are asked for when their turn comes. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array | string> | Uint8Array | string;
}

/**
 * A ZIP as it is made, one part after the other: nothing is whole in memory, and nothing is read before
 * whoever downloads it has room.
 */
export async function* zipBytes(
  entries: AsyncIterable<ZipEntry>,
  madeAt: Date,
): AsyncGenerator<Uint8Array> {
  const reader = makeZip(named(entries, madeAt)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever went away in the middle leaves no file open behind them.
    await reader.cancel(new Error("nobody reads this archive any more")).catch(() => {});
  }
}

async function* named(entries: AsyncIterable<ZipEntry>, lastModified: Date) {
  for await (const { name, bytes } of entries) {
    if (typeof bytes === "string" || bytes instanceof Uint8Array) {
      yield { name, input: bytes, lastModified };
    } else yield { name, input: bytes, lastModified };
  }
}

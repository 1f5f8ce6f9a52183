import { createHash, randomUUID } from "node:crypto";
import { access, constants, mkdir, open, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import type { StoredBytes } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import { MediaMissing, type MediaStore, MediaUnavailable, mediaName } from "./media-store.ts";

/**
 * Media in a folder. Written beside and renamed, with both the file and its folder
 * flushed, so that what is there is whole (faults B1 to B3).
 */
export async function openDiskMedia(folder: string): Promise<MediaStore> {
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string): string => join(folder, mediaName(sha256));

  async function put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredBytes> {
    // At hand, they may be known already: then nothing is written.
    const known = bytes instanceof Uint8Array ? describe(bytes) : undefined;
    const temporary = join(incoming, randomUUID());
    try {
      if (known && (await isKept(known))) return known;
      const written = await write(temporary, bytes, known);
      crashPoint("B1");
      if (!known && (await isKept(written))) {
        await rm(temporary);
        return written;
      }
      const path = pathOf(written.sha256);
      await move(temporary, path);
      await flush(dirname(path));
      crashPoint("B2");
      return written;
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw new MediaUnavailable("bytes could not be stored", { cause: error });
    }
  }

  async function isKept({ sha256, sizeBytes }: StoredBytes): Promise<boolean> {
    const path = pathOf(sha256);
    if (!(await isWhole(path, sizeBytes)) || !(await touch(path))) return false;
    // Whoever put them may not have got so far yet.
    await flush(dirname(path));
    return true;
  }

  return {
    put,
    async open(sha256): Promise<Readable> {
      const path = pathOf(sha256);
      const file = await open(path).catch((cause: unknown) => {
        throw new MediaMissing("no such bytes in the media folder", { cause });
      });
      return file.createReadStream();
    },
    async remove(sha256, since) {
      const path = pathOf(sha256);
      // By its own name, so that what a crash left there is found by whoever removes it once more.
      const aside = join(incoming, `${sha256}.gone`);
      try {
        // Out of everybody's way first: who puts them between the look and the end would rely on nothing.
        await rename(path, aside);
      } catch (error) {
        if (!isMissing(error)) throw error;
        await rm(aside, { force: true });
        return true;
      }
      if ((await stat(aside)).mtimeMs >= since) {
        await rename(aside, path);
        return false;
      }
      await rm(aside);
      await flush(dirname(path));
      return true;
    },
    async check() {
      await access(incoming, constants.W_OK).catch((cause: unknown) => {
        throw new MediaUnavailable("the media folder cannot be written to", { cause });
      });
    },
  };
}

async function write(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
  known: StoredBytes | undefined,
): Promise<StoredBytes> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      if (!known) hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  return known ?? { sha256: hash.digest("hex"), sizeBytes };
}

function describe(bytes: Uint8Array): StoredBytes {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { sha256, sizeBytes: bytes.byteLength };
}

/** Most folders are there already after a while, so it is tried without making one first. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}

/** Tells whoever is about to remove them that somebody relies on them. @returns false: they just went */
async function touch(path: string): Promise<boolean> {
  const now = new Date();
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** A crash between write and flush may leave a shorter file under the right name. */
async function isWhole(path: string, sizeBytes: number): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.size === sizeBytes;
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import type { Readable } from "node:stream";
import type { StoredBytes } from "@circuito/domain";

/**
 * Files and large payloads, each kept once under its SHA-256. Written before the row that names it:
 * a row never names bytes that are not there.
 */
export interface MediaStore {
  /**
   * Resolves once the bytes would survive a loss of power. Streams: never holds a file in memory.
   * @throws MediaUnavailable when nothing was stored
   */
  put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredBytes>;
  /** @throws MediaMissing when there are no such bytes */
  open(sha256: string): Promise<Readable>;
  /**
   * Deletes bytes that no row names any more, unless somebody put them again at `since` or later (ms since
   * epoch): whoever puts bytes relies on them, though they were there already. That there are none is no failure.
   * @returns false: they were put again, and stay
   */
  remove(sha256: string, since: number): Promise<boolean>;
  /** Whether the store can be written to now. */
  check(): Promise<void>;
}

export class MediaUnavailable extends Error {
  override readonly name = "MediaUnavailable";
}

export class MediaMissing extends Error {
  override readonly name = "MediaMissing";
}

const SHA256 = /^[0-9a-f]{64}$/;

/** Throws on anything but a digest: it becomes part of a path. */
export function checkedDigest(sha256: string): string {
  if (!SHA256.test(sha256)) throw new MediaMissing("not a SHA-256 in lower-case hex");
  return sha256;
}

/**
 * Where bytes are kept within a store: `ab/<sha256>`. As many folders as a file system handles without
 * effort, and few enough that a new file hardly ever needs a new one. The same in a folder and in a
 * bucket, so that one can be copied into the other.
 */
export function mediaName(sha256: string): string {
  return `${checkedDigest(sha256).slice(0, 2)}/${sha256}`;
}

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PassThrough } from "node:stream";

/** Where a leaf's decoded content goes while it streams by. */
export interface PartOutput {
  /** Set once something was written to a file. */
  readonly path: string | undefined;
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/** A file with a name of ours: nothing of the sender's ever names one (security S-14). */
export class FileOutput implements PartOutput {
  readonly #directory: string;
  #file: WriteStream | undefined;
  path: string | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const file = this.#file ?? (await this.#open());
    if (!file.write(bytes)) await once(file, "drain");
  }

  async end(): Promise<void> {
    // An empty attachment is a file too.
    const file = this.#file ?? (await this.#open());
    file.end();
    await once(file, "finish");
  }

  async #open(): Promise<WriteStream> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    this.path = join(this.#directory, randomUUID());
    this.#file = createWriteStream(this.path, { mode: 0o600, flags: "wx" });
    await once(this.#file, "open");
    return this.#file;
  }
}

/** A stream that somebody reads at their own speed. */
export class StreamOutput implements PartOutput {
  readonly path = undefined;
  readonly #stream: PassThrough;

  constructor(stream: PassThrough) {
    this.#stream = stream;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#stream.write(bytes)) await once(this.#stream, "drain");
  }

  async end(): Promise<void> {
    this.#stream.end();
  }
}

import { Buffer } from "node:buffer";
import { createHash, type Hash } from "node:crypto";
import type { PartOutput } from "./part-output.ts";
import { type TransferDecoder, transferDecoder } from "./transfer-decoder.ts";

/** What a leaf of the mail's tree is collected for. */
export type PartUse = "text" | "html" | "attachment" | "embedded";

/** Takes one leaf's bytes as they come: text into memory up to a bound, files to digest and output. */
export class PartReader {
  readonly use: PartUse;
  readonly #decoder: TransferDecoder;
  readonly #kept: Buffer[] = [];
  readonly #keepMax: number;
  readonly #hash: Hash = createHash("sha256");
  readonly #output: PartOutput | undefined;
  #keptBytes = 0;
  sizeBytes = 0;

  constructor(part: {
    readonly use: PartUse;
    readonly encoding: string;
    /** How much of the decoded content stays in memory. */
    readonly keepMax: number;
    readonly output: PartOutput | undefined;
  }) {
    this.use = part.use;
    this.#decoder = transferDecoder(part.encoding);
    this.#keepMax = part.keepMax;
    this.#output = part.output;
  }

  get damaged(): boolean {
    return this.#decoder.damaged;
  }

  /** More was there than was kept. */
  get cut(): boolean {
    return this.sizeBytes > this.#keptBytes;
  }

  get content(): Buffer {
    return Buffer.concat(this.#kept);
  }

  get spoolPath(): string | undefined {
    return this.#output?.path;
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#take(this.#decoder.write(chunk));
  }

  /** @returns the SHA-256 of the decoded content, hexadecimal */
  async end(): Promise<string> {
    await this.#take(this.#decoder.end());
    await this.#output?.end();
    return this.#hash.digest("hex");
  }

  async #take(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    this.sizeBytes += bytes.length;
    this.#hash.update(bytes);
    const room = this.#keepMax - this.#keptBytes;
    if (room > 0) {
      const kept = Buffer.from(bytes.subarray(0, room));
      this.#kept.push(kept);
      this.#keptBytes += kept.length;
    }
    await this.#output?.write(bytes);
  }
}

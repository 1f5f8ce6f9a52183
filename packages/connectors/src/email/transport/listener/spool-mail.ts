import { randomUUID } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { MailSource } from "../../parse/parse-task.ts";

/** Most mails stay below: what is larger goes by a file, so that a hundred at once fit into memory. */
const MEMORY_MAX_BYTES = 256 * 1024;

export type Spooled =
  | { readonly kind: "mail"; readonly source: MailSource; readonly sizeBytes: number }
  | { readonly kind: "too-large" };

/**
 * Takes a stream in to its end, whatever its size: a sender that is told no in the middle of a mail
 * does not listen. Of one that is too large nothing is kept.
 */
export async function spoolMail(
  stream: Readable,
  folder: string,
  bytesMax: number,
): Promise<Spooled> {
  const chunks: Buffer[] = [];
  let file: { readonly path: string; readonly stream: WriteStream } | undefined;
  let sizeBytes = 0;
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      sizeBytes += bytes.length;
      if (sizeBytes > bytesMax) continue;
      if (!file && sizeBytes > MEMORY_MAX_BYTES) {
        const path = join(folder, `${randomUUID()}.eml`);
        file = { path, stream: createWriteStream(path, { mode: 0o600 }) };
        for (const before of chunks.splice(0)) file.stream.write(before);
      }
      if (!file) chunks.push(bytes);
      else if (!file.stream.write(bytes)) await drained(file.stream);
    }
    if (file) {
      file.stream.end();
      await finished(file.stream);
    }
  } catch (error) {
    if (file) await rm(file.path, { force: true });
    throw error;
  }
  if (sizeBytes <= bytesMax) {
    return {
      kind: "mail",
      sizeBytes,
      source: file ? { path: file.path } : { bytes: Buffer.concat(chunks) },
    };
  }
  if (file) await rm(file.path, { force: true });
  return { kind: "too-large" };
}

function drained(stream: WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      stream.off("error", failed);
      resolve();
    };
    const failed = (error: Error): void => {
      stream.off("drain", done);
      reject(error);
    };
    stream.once("drain", done);
    stream.once("error", failed);
  });
}

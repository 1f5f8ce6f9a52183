import type { IncomingMessage } from "node:http";

/** A form with one file, as far as the file's first byte. */
export interface Upload {
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly mimeType: string;
  /** To the file's last byte; throws where the form ends before it does. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Fields before the file: a few lines. */
const HEAD_MAX_BYTES = 16 * 1024;

/**
 * Reads multipart/form-data whose last part is the file, without holding the file.
 * @returns `undefined` for anything else
 */
export async function readUpload(request: IncomingMessage): Promise<Upload | undefined> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(
    request.headers["content-type"] ?? "",
  )?.[1];
  if (boundary === undefined) return undefined;
  const chunks: AsyncIterator<Buffer> = request[Symbol.asyncIterator]();
  const fields = new Map<string, string>();
  let head = Buffer.alloc(0);
  for (;;) {
    const end = head.indexOf("\r\n\r\n");
    const part = end < 0 ? "" : head.subarray(0, end).toString("utf8");
    const name = /\bname="([^"]*)"/i.exec(part)?.[1];
    const fileName = /\bfilename="([^"]*)"/i.exec(part)?.[1];
    if (end >= 0 && fileName !== undefined) {
      const mimeType = /content-type:\s*([^\r\n]+)/i.exec(part)?.[1]?.trim() ?? "";
      const bytes = fileBytes(head.subarray(end + 4), chunks, `\r\n--${boundary}--\r\n`);
      return { fields, fileName, mimeType, bytes };
    }
    const valueEnd = end < 0 ? -1 : head.indexOf(`\r\n--${boundary}`, end + 4);
    if (name !== undefined && valueEnd >= 0) {
      fields.set(name, head.subarray(end + 4, valueEnd).toString("utf8"));
      head = head.subarray(valueEnd + 2);
      continue;
    }
    const next = await chunks.next();
    if (next.done || head.byteLength > HEAD_MAX_BYTES) return undefined;
    head = Buffer.concat([head, next.value]);
  }
}

/** Holds back as many bytes as the form's end has: only the last ones are it. */
async function* fileBytes(
  first: Buffer,
  chunks: AsyncIterator<Buffer>,
  ending: string,
): AsyncGenerator<Uint8Array> {
  const endBytes = Buffer.from(ending);
  let held = first;
  for (;;) {
    const next = await chunks.next();
    if (next.done) break;
    const all = Buffer.concat([held, next.value]);
    const free = Math.max(0, all.byteLength - endBytes.byteLength);
    if (free > 0) yield all.subarray(0, free);
    held = all.subarray(free);
  }
  if (
    held.byteLength < endBytes.byteLength ||
    !held.subarray(-endBytes.byteLength).equals(endBytes)
  ) {
    throw new Error("the form ends before its file does");
  }
  if (held.byteLength > endBytes.byteLength) yield held.subarray(0, -endBytes.byteLength);
}

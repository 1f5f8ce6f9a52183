import { Buffer } from "node:buffer";
import type { OutboundMedia } from "@circuito/connector";

/** RFC 7578: a form with one file in it, as a stream whose length is known before its first byte. */
export interface MultipartFile {
  readonly contentType: string;
  readonly lengthBytes: number;
  readonly body: ReadableStream<Uint8Array>;
  /** Why the file ended early, where that was our fault: whoever sends it says only that it broke off. */
  readonly failure: () => FileUnreadable | undefined;
}

/** A file that came shorter or longer than was said; or that could not be opened at all. */
export class FileUnreadable extends Error {
  override readonly name = "FileUnreadable";
}

/**
 * Asks for the file's bytes only as they are wanted: of a film never more is in memory than what the
 * line takes at once.
 * @param boundary of characters that a header carries, and that is in no file: a random one
 */
export function multipartFile(
  fields: Readonly<Record<string, string>>,
  file: Pick<OutboundMedia, "fileName" | "sizeBytes" | "open"> & { readonly mimeType: string },
  boundary: string,
): MultipartFile {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const opening = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quotable(file.fileName)}"\r\ncontent-type: ${file.mimeType}\r\n\r\n`;
  const before = Buffer.from(parts.join("") + opening);
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  let failure: FileUnreadable | undefined;
  const fail = (words: string, cause?: unknown): FileUnreadable => {
    failure = new FileUnreadable(words, { cause });
    return failure;
  };
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    lengthBytes: before.byteLength + file.sizeBytes + after.byteLength,
    body: pulled(bytesOf({ before, file, after, fail })),
    failure: () => failure,
  };
}

async function* bytesOf(own: {
  readonly before: Uint8Array;
  readonly file: Pick<OutboundMedia, "sizeBytes" | "open">;
  readonly after: Uint8Array;
  readonly fail: (words: string, cause?: unknown) => FileUnreadable;
}): AsyncGenerator<Uint8Array> {
  const { file, fail } = own;
  yield own.before;
  let read = 0;
  try {
    for await (const chunk of await file.open()) {
      const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(chunk);
      read += bytes.byteLength;
      if (read > file.sizeBytes) break;
      yield bytes;
    }
  } catch (cause) {
    throw fail("a file of ours could not be read", cause);
  }
  if (read !== file.sizeBytes) throw fail("a file of ours has another size than it had");
  yield own.after;
}

function pulled(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    // Nothing is read ahead of what the line takes.
    { highWaterMark: 0 },
  );
}

/** As browsers write names into a form (HTML, multipart/form-data encoding algorithm). */
function quotable(fileName: string): string {
  return fileName.replace(/[\r\n]+/g, " ").replaceAll('"', "%22");
}

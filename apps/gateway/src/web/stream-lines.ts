import { once } from "node:events";
import type { Response } from "express";
import type { z } from "zod";

/**
 * Answers with one line of JSON for each thing that comes, at the moment it comes. A reader who is slow
 * holds the source back; one who is gone ends it.
 * @param schema each line is held against it, in tests
 */
export async function streamLines(
  response: Response,
  lines: unknown,
  schema: z.ZodType | undefined,
): Promise<void> {
  if (!isAsyncIterable(lines)) throw new Error("the handler of a stream gave no stream");
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  // They may have left while the answer was being prepared: that is told once, and was.
  if (response.closed) gone.abort();
  response.status(200).type("application/x-ndjson");
  // A proxy that collects an answer first would show all of it at the end.
  response.set("x-accel-buffering", "no");
  response.flushHeaders();
  for await (const line of lines) {
    if (gone.signal.aborted) return;
    const text = `${JSON.stringify(schema ? schema.parse(line) : line)}\n`;
    if (!response.write(text)) {
      await once(response, "drain", { signal: gone.signal }).catch(() => {});
    }
  }
  response.end();
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

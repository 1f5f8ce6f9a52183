import { once } from "node:events";
import type { Response } from "express";
import type { FileAnswer } from "./table-file.ts";

/**
 * Answers a file to be kept, part by part: a long table is never whole in memory. What goes wrong
 * before the first part is a problem as any; after it the connection is cut, so that half a table is
 * taken for what it is.
 */
export async function sendTable(response: Response, answer: unknown): Promise<void> {
  if (!isFileAnswer(answer)) throw new Error("the handler of a file gave no file");
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const parts = answer.parts[Symbol.asyncIterator]();
  let part = await parts.next();
  response.status(200).type(answer.mimeType).attachment(answer.fileName);
  response.set("cache-control", "no-store");
  try {
    for (; !part.done; part = await parts.next()) {
      if (gone.signal.aborted) return void (await parts.return?.());
      if (!response.write(part.value)) {
        await once(response, "drain", { signal: gone.signal }).catch(() => {});
      }
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

function isFileAnswer(value: unknown): value is FileAnswer {
  return typeof value === "object" && value !== null && "parts" in value && "fileName" in value;
}

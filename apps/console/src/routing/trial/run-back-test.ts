import type { BackTestLineView } from "@circuito/protocol";
import { linesOf } from "../../api/lines-of.ts";
import { ApiError } from "../../api/request.ts";

export type BackTestTable = Extract<BackTestLineView, { kind: "table" }>;
export type BackTestProgress = Extract<BackTestLineView, { kind: "progress" }>;

/**
 * Decides what came lately by the draft, and tells how far it is.
 * @throws ApiError when it was not begun, or when the line broke before it was over
 */
export async function runBackTest(
  days: number,
  onProgress: (progress: BackTestProgress) => void,
  signal: AbortSignal,
): Promise<BackTestTable> {
  let answer: Response;
  try {
    answer = await fetch("/api/v1/routing/back-test", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-circuito-csrf": "1" },
      body: JSON.stringify({ days }),
      signal,
    });
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
  if (!answer.ok || answer.body === null) {
    throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  }
  let table: BackTestTable | undefined;
  try {
    for await (const text of linesOf(answer.body)) {
      const line = JSON.parse(text) as BackTestLineView;
      if (line.kind === "progress") onProgress(line);
      else table = line;
    }
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
  if (table === undefined) throw new ApiError(0, {});
  return table;
}

import type { ServerResponse } from "node:http";
import { PROBLEM_CODES, type ProblemCode } from "@circuito/protocol";

/** Long enough for a failover of the database; shorter than any provider's own first retry. */
export const RETRY_AFTER_SECONDS = 2;

/** Answers no: a closed code, a plain sentence, and nothing of our inside. */
export function answerProblem(
  response: ServerResponse,
  code: ProblemCode,
  message: string,
  more: {
    readonly requestId: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(PROBLEM_CODES[code], {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(code === "unavailable" ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {}),
    ...more.headers,
  });
  response.end(JSON.stringify({ code, message, requestId: more.requestId }));
}

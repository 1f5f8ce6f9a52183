import type { ServerResponse } from "node:http";

/** What Meta answers with when it does not do what was asked. */
export interface GraphProblem {
  readonly status: number;
  readonly code: number;
  readonly details: string;
  readonly subcode?: number;
}

/** The status that goes along with a code in Meta's examples; programs must not look at it. */
const STATUSES: ReadonlyMap<number, number> = new Map([
  [0, 401],
  [190, 401],
  [3, 500],
  [10, 403],
  [1, 500],
  [2, 503],
  [4, 400],
  [130429, 429],
  [131000, 500],
  [131005, 403],
  [131016, 500],
  [131026, 400],
  [131047, 400],
  [131056, 400],
  [131057, 500],
  [132001, 404],
]);

export function graphProblem(code: number, details: string, subcode?: number): GraphProblem {
  const status = STATUSES.get(code) ?? 400;
  return { status, code, details, ...(subcode !== undefined && { subcode }) };
}

export function answerProblem(response: ServerResponse, problem: GraphProblem): void {
  const { status, code, details, subcode } = problem;
  answerJson(response, status, {
    error: {
      // Titles are deprecated and say nothing that the code does not.
      message: `(#${code}) on command or by rule`,
      type: "OAuthException",
      code,
      ...(subcode !== undefined && { error_subcode: subcode }),
      error_data: { messaging_product: "whatsapp", details },
      fbtrace_id: "AFakeTraceOfTheLab",
    },
  });
}

export function answerJson(response: ServerResponse, status: number, content: unknown): void {
  const body = JSON.stringify(content);
  response.writeHead(status, {
    "content-type": "application/json; charset=UTF-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

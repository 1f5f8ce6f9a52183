import { createHash } from "node:crypto";
import type { Principal } from "@circuito/domain";
import { PROBLEM_CODES } from "@circuito/protocol";
import {
  forgetKey,
  type IdempotencyKey,
  keepAnswer,
  type Queryable,
  useKey,
} from "@circuito/store";
import { bodyOf, HttpProblem } from "./problem.ts";

export const IDEMPOTENCY_HEADER = "idempotency-key";
/** draft-ietf-httpapi-idempotency-key: the server sets the limit. */
const KEY_LENGTH_MAX = 255;
/** A client that waits for its own first request asks again soon. */
const RUNNING_RETRY_SECONDS = "1";

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Identifies what the key was used for: the same key with anything else is a mistake of the client. */
export function idempotencyKey(
  who: Principal,
  header: string,
  request: { readonly method: string; readonly path: string; readonly body: unknown },
): IdempotencyKey {
  if (header.length > KEY_LENGTH_MAX || !/^[\x21-\x7e]+$/.test(header)) {
    throw new HttpProblem(
      "invalid",
      `${IDEMPOTENCY_HEADER} must be 1 to ${KEY_LENGTH_MAX} visible ASCII characters`,
    );
  }
  const requestHash = createHash("sha256")
    .update(`${request.method} ${request.path}\n${JSON.stringify(request.body)}`)
    .digest();
  return { principal: `${who.kind} ${who.id}`, key: header, requestHash };
}

/**
 * Does the work once per key: the answer to the first request is the answer to every repeat, whether
 * it was a yes or a no. A fault of ours is forgotten, so that the repeat may succeed.
 */
export async function once(
  q: Queryable,
  key: IdempotencyKey,
  requestId: string,
  work: () => Promise<Answered>,
): Promise<Answered> {
  const use = await useKey(q, key);
  switch (use.kind) {
    case "answered":
      return { status: use.status, body: use.response };
    case "other-request":
      throw new HttpProblem("idempotency-mismatch", "this key was used with another request");
    case "running":
      throw new HttpProblem("conflict", "the first request with this key is still running", {
        details: { because: "still-running" },
        headers: { "retry-after": RUNNING_RETRY_SECONDS },
      });
    case "first":
      break;
  }
  try {
    const answer = await work();
    await keepAnswer(q, key, { status: answer.status, response: answer.body });
    return answer;
  } catch (error) {
    if (isFinal(error)) {
      const status = PROBLEM_CODES[error.code];
      await keepAnswer(q, key, { status, response: bodyOf(error, requestId) });
    } else {
      // Best effort: a key that stays claimed is free again after a minute.
      await forgetKey(q, key).catch(() => undefined);
    }
    throw error;
  }
}

function isFinal(error: unknown): error is HttpProblem {
  return error instanceof HttpProblem && PROBLEM_CODES[error.code] < 500;
}

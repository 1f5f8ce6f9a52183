import { z } from "zod";

/** Every way the HTTP API and the agent socket say no. Closed: clients act on the code alone. */
export const PROBLEM_CODES = {
  invalid: 400,
  unauthenticated: 401,
  "bad-credentials": 401,
  forbidden: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  /** Somebody else owns it, or it changed since you looked; `details` says who and the new epoch. */
  conflict: 409,
  "capacity-full": 409,
  "wrong-state": 409,
  gone: 410,
  "too-large": 413,
  "unsupported-media-type": 415,
  /** The Idempotency-Key was used with another body. */
  "idempotency-mismatch": 422,
  "opted-out": 422,
  "not-routable": 422,
  /** The channel takes free words for a time only, and it is over (`details.endedAt`): send a template. */
  "outside-window": 422,
  "rate-limited": 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_CODES;

export const problem = z.object({
  code: z.string(),
  /** A plain sentence for people; may change, never act on it. */
  message: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problem>;

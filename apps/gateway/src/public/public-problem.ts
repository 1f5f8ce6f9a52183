/** Why a page cannot be shown or an answer not be taken, as the person is told. */
export type PublicProblemCode =
  | "not-found"
  /** It was there and is over: an answer's time, a question that was withdrawn. */
  | "gone"
  | "forbidden"
  | "invalid"
  | "rate-limited"
  | "unavailable"
  | "internal";

export const PUBLIC_PROBLEM_STATUS: Readonly<Record<PublicProblemCode, number>> = {
  "not-found": 404,
  gone: 410,
  forbidden: 403,
  invalid: 400,
  "rate-limited": 429,
  unavailable: 503,
  internal: 500,
};

/** Thrown by whoever answers; the door makes a page of it, in the reader's language. */
export class PublicProblem extends Error {
  readonly code: PublicProblemCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: PublicProblemCode, { retryAfterSeconds }: { retryAfterSeconds?: number } = {}) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Why the chat refused something. Closed; the same list as the protocol's. */
export const PROBLEM_CODES = [
  "invalid",
  "too-long",
  "empty",
  "rate-limited",
  "collision",
  "unknown-event",
  "unknown-inbox",
  "origin-not-allowed",
  "token-invalid",
  "identity-invalid",
  "identity-required",
  "form-required",
  "form-invalid",
  "unavailable",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Plain words for whoever looks at the wire; the widget has its own, in the visitor's language. */
const WORDS: Readonly<Record<ProblemCode, string>> = {
  invalid: "the event does not have the agreed form",
  "too-long": "the text is too long",
  empty: "the text shows nothing",
  "rate-limited": "too much at once, please wait",
  collision: "this id was used for other words",
  "unknown-event": "there is no such event",
  "unknown-inbox": "there is no such chat",
  "origin-not-allowed": "this page may not show the chat",
  "token-invalid": "the visitor token is not valid here",
  "identity-invalid": "the identity could not be confirmed",
  "identity-required": "only customers who are signed in may write",
  "form-required": "the form before the chat is to be filled in first",
  "form-invalid": "an answer is not as the form before the chat asks for it",
  unavailable: "not stored, please send it again",
};

export type Answer =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: ProblemCode;
      readonly message: string;
      readonly retryAfterMs?: number;
    };

export const OK: Answer = { ok: true };

export function problem(code: ProblemCode, retryAfterMs?: number): Answer {
  const later = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { ok: false, code, message: WORDS[code], ...later };
}

/** The content of a `refused` event. */
export function refusal(code: ProblemCode): { code: ProblemCode; message: string } {
  return { code, message: WORDS[code] };
}

/** What Meta does with a message of ours, other than its job. */
export type GraphMisbehavior =
  /** Refuses it with this code. */
  | { readonly kind: "problem"; readonly code: number; readonly details?: string }
  /** A status without a word of Meta's: something in between. The message is not taken. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfterSeconds?: number }
  /** Reads the request and never says anything; the message is not taken. */
  | { readonly kind: "hang" }
  /** Takes the message and never says so. */
  | { readonly kind: "accept-then-hang" }
  /** Takes the message and cuts the connection before a byte of the answer. */
  | { readonly kind: "accept-then-cut" }
  /** Takes the message, and tells by webhook that it failed. */
  | { readonly kind: "accept-then-fail"; readonly code: number; readonly details?: string }
  /** Takes the message, and answers only after a while. */
  | { readonly kind: "delay"; readonly ms: number };

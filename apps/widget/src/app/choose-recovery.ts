/** Shortest and longest wait before another attempt, before jitter. */
export const RETRY_MIN_MS = 500;
export const RETRY_MAX_MS = 10_000;

/** Doubling wait, half of it random so that a restarted server is not met by everybody at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** attempt);
  return full * (0.5 + random() / 2);
}

export type Recovery =
  | { readonly kind: "retry"; readonly forgetToken: boolean }
  | { readonly kind: "stop" };

/**
 * What to do when the server refuses a connection.
 * @param attempt refusals since the last session, 0 for the first
 */
export function chooseRecovery(code: string, attempt: number): Recovery {
  switch (code) {
    case "unavailable":
    case "rate-limited":
      return { kind: "retry", forgetToken: false };
    // A token that expired is replaced by a new visitor; one refused twice has another reason.
    case "token-invalid":
      return attempt === 0 ? { kind: "retry", forgetToken: true } : { kind: "stop" };
    // Every attempt asks the host page for a fresh JWT, so an expired one gets one more chance.
    case "identity-invalid":
      return attempt === 0 ? { kind: "retry", forgetToken: false } : { kind: "stop" };
    default:
      return { kind: "stop" };
  }
}

/** First wait after a lost or refused connection. */
const TRANSIENT_FIRST_MS = 2_000;
/** Grows slowly: most servers are back within a minute. */
const TRANSIENT_FACTOR = 1.5;
/** Twelve tries an hour: no provider calls that hammering (F65). */
const TRANSIENT_MAX_MS = 5 * 60_000;
/** Three tries over fifteen minutes: a password is sometimes refused because a server is ill. */
const CREDENTIALS_MS = [5 * 60_000, 10 * 60_000] as const;
/** Then a person is needed; look whether one came. */
const CREDENTIALS_PROBE_MS = 30 * 60_000;
/** A thousand mailboxes of one provider must not come back in the same second. */
const JITTER = 0.5;

/**
 * How long to wait before the next try (rules §1.6).
 * @param failures in a row, this one included
 * @param random from 0 to 1
 */
export function connectBackoffMs(
  kind: "credentials" | "transient",
  failures: number,
  random: number,
): number {
  if (kind === "credentials") return CREDENTIALS_MS[failures - 1] ?? CREDENTIALS_PROBE_MS;
  const grown = Math.min(TRANSIENT_FIRST_MS * TRANSIENT_FACTOR ** (failures - 1), TRANSIENT_MAX_MS);
  return Math.round(grown * (1 - JITTER * random));
}

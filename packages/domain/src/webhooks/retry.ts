import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../calendar/time-zone.ts";

/**
 * Before each further attempt: soon at first, for a deployment that drops a request, then as long as an
 * outage lasts that people have to notice and repair.
 */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
] as const;
/** A long weekend: who comes back on Monday has lost nothing (promises, "at least once for 72 h"). */
export const WEBHOOK_PATIENCE_MS = 72 * HOUR_MS;
/** What waited for the same receiver does not come back in one second. */
const SPREAD = 0.1;
/** A receiver may ask for a pause, and not for silence. */
const ASKED_PAUSE_MAX_MS = HOUR_MS;

/** Why a receiver did not take something. */
export type WebhookRefusal =
  /** It answered, and not with 2xx. */
  | "status"
  /** It answered with another address. Nobody goes there: what is signed goes where it was set. */
  | "redirect"
  /** 410: it is gone for good, and says so. */
  | "gone"
  | "timeout"
  /** No connection; or it would lead where webhooks may not go. */
  | "unreachable"
  /** Its certificate is not good. */
  | "certificate";

export interface FailedAttempt {
  /** Attempts made, this one included. */
  readonly attempt: number;
  /** When it was first to be delivered, or somebody asked for it once more. Ms since epoch. */
  readonly since: number;
  readonly now: number;
  readonly because: WebhookRefusal;
  /** The receiver's own wish (RFC 9110 §10.2.3). */
  readonly retryAfterMs?: number | undefined;
  /** 0 to 1: where in the spread this one falls. */
  readonly chance: number;
}

export type AfterAttempt =
  | { readonly kind: "again"; readonly at: number }
  | { readonly kind: "given-up"; readonly because: "gone" | "time-over" };

/** What follows a failed attempt: the next one, of which the last is at the end of the 72 hours. */
export function afterFailedAttempt(failed: FailedAttempt): AfterAttempt {
  const { attempt, since, now, because, retryAfterMs = 0, chance } = failed;
  if (because === "gone") return { kind: "given-up", because: "gone" };
  const end = since + WEBHOOK_PATIENCE_MS;
  if (now >= end) return { kind: "given-up", because: "time-over" };
  const planned = RETRY_DELAYS_MS[attempt - 1] ?? RETRY_DELAYS_MS[RETRY_DELAYS_MS.length - 1] ?? 0;
  const asked = Math.min(retryAfterMs, ASKED_PAUSE_MAX_MS);
  const delay = Math.max(planned, asked) * (1 + SPREAD * chance);
  return { kind: "again", at: Math.min(Math.round(now + delay), end) };
}

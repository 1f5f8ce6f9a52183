import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../calendar/time-zone.ts";

/** Before each further attempt: soon at first, for a server that restarts; then for one that is repaired. */
export const BULLETIN_DELAYS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
] as const;
/** After a day an alert is history. */
export const BULLETIN_PATIENCE_MS = 24 * HOUR_MS;
/** What waited for the same server does not come back in one second. */
const SPREAD = 0.1;
/** A server may ask for a pause, and not for silence. */
const ASKED_PAUSE_MAX_MS = HOUR_MS;

/** Why something was not told. */
export type BulletinRefusal =
  /** The other side answered, and not with yes. */
  | "refused"
  /** Its address leads nowhere, and never will. */
  | "no-such-address"
  | "unreachable"
  | "timeout"
  | "certificate"
  /** A log-in of ours was refused. */
  | "credentials"
  /** It may have got there: mail is sent again under the same Message-ID. */
  | "unsure"
  /** No mail can leave: none is set up, or its inbox is gone. */
  | "no-sender"
  /** What happened in the period of a report has not all been counted yet. */
  | "not-counted"
  /** It could not be made. */
  | "not-made";

/** Why somebody is told nothing although they are on the list. */
export type BulletinLeftOut =
  /** It is no longer a target of its alert. */
  "target-gone";

export type AfterBulletin =
  | { readonly kind: "again"; readonly at: number }
  | { readonly kind: "given-up"; readonly because: "final" | "time-over" };

/** What follows a failed attempt: the next one, of which the last is at the end of the day. */
export function afterFailedBulletin(failed: {
  /** Attempts made, this one included. */
  readonly attempt: number;
  /** When it was first to be told. Ms since epoch. */
  readonly since: number;
  readonly now: number;
  /** Trying again would change nothing. */
  readonly isFinal: boolean;
  /** The other side's own wish (RFC 9110 §10.2.3). */
  readonly retryAfterMs?: number | undefined;
  /** 0 to 1: where in the spread this one falls. */
  readonly chance: number;
}): AfterBulletin {
  const { attempt, since, now, isFinal, retryAfterMs = 0, chance } = failed;
  if (isFinal) return { kind: "given-up", because: "final" };
  const end = since + BULLETIN_PATIENCE_MS;
  if (now >= end) return { kind: "given-up", because: "time-over" };
  const planned = BULLETIN_DELAYS_MS[attempt - 1] ?? HOUR_MS;
  const delay = Math.max(planned, Math.min(retryAfterMs, ASKED_PAUSE_MAX_MS));
  return { kind: "again", at: Math.min(Math.round(now + delay * (1 + SPREAD * chance)), end) };
}

import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/time-zone.ts";

/** Three times as often as is promised (P20): two may fail. */
export const COMPARE_EVERY_MS = 5 * MINUTE_MS;
/** A webhook that is on its way is not missing: Twilio waits 15 s for an answer and tries again. */
export const ON_ITS_WAY_MS = 2 * MINUTE_MS;
/** Providers list what was sent a while after it was, and not in order. */
const OVERLAP_MS = HOUR_MS;
/** Whoever was off for longer looks at that much: a provider's list of a month is no repair any more. */
const LOOK_BACK_MAX_MS = 3 * DAY_MS;

/** What is known of the comparisons of one inbox with its provider; instants in ms since epoch. */
export interface ComparedSoFar {
  /** When the first was due: nothing of before is taken in, it is not ours. */
  readonly since: number;
  /** Until when everything was compared. */
  readonly until: number;
  /** When the last one was tried. */
  readonly triedAt: number;
  /** Messages that had not come by themselves, ever. */
  readonly recovered: number;
  /** Why the last one came to nothing, in the provider's words. */
  readonly problem: string | null;
}

/** Of an inbox that is new to it: compared from now on. */
export function beginComparing(now: number): ComparedSoFar {
  return { since: now, until: now, triedAt: now, recovered: 0, problem: null };
}

/** What is to be compared now; `undefined`: it is not time yet. */
export function nextComparison(
  before: ComparedSoFar,
  now: number,
): { readonly from: number; readonly until: number } | undefined {
  // A clock that was set back must not hold it up for as long.
  const sinceMs = Math.abs(now - before.triedAt);
  if (sinceMs < COMPARE_EVERY_MS) return undefined;
  const from = Math.max(before.since, before.until - OVERLAP_MS, now - LOOK_BACK_MAX_MS);
  return { from, until: now - ON_ITS_WAY_MS };
}

/** After one that came to an end, or to nothing: then what it was to compare is compared next time. */
export function afterComparison(
  before: ComparedSoFar,
  outcome:
    | { readonly ok: true; readonly until: number; readonly missing: number }
    | { readonly ok: false; readonly problem: string },
  now: number,
): ComparedSoFar {
  if (!outcome.ok) return { ...before, triedAt: now, problem: outcome.problem };
  return {
    since: before.since,
    until: Math.max(before.until, outcome.until),
    triedAt: now,
    recovered: before.recovered + outcome.missing,
    problem: null,
  };
}

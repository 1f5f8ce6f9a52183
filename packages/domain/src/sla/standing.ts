import { addBusinessTime, elapsedBetween } from "../calendar/business-hours.ts";
import type { Clock } from "./clock.ts";
import { doesCount } from "./segments.ts";
import {
  calendarOf,
  MOMENTS_IN_ORDER,
  SLA_MOMENTS,
  type SlaMoment,
  type SlaTarget,
  type SlaTerms,
  targetOf,
} from "./sla-policy.ts";

/**
 * - `running`, `paused`: still to be kept.
 * - `met`, `broken`: decided; a broken one may still go on.
 * - `cancelled`: came to nothing.
 * - `untold`: measured, and nothing was promised.
 */
export type ClockState = "running" | "paused" | "met" | "broken" | "cancelled" | "untold";

/** How a clock stands at an instant. */
export interface Standing {
  readonly clock: Clock;
  readonly target: SlaTarget | undefined;
  readonly state: ClockState;
  /** Its time goes by now: it is neither over nor standing still. */
  readonly isCounting: boolean;
  /** Time that passed since it began, all of it. */
  readonly wallMs: number;
  /** The part that counts. */
  readonly countedMs: number;
  /** When each moment came or, if nothing changes, comes; absent while its time stands still. */
  readonly moments: Readonly<Partial<Record<SlaMoment, number>>>;
}

export function standingOf(clock: Clock, terms: SlaTerms | undefined, now: number): Standing {
  const target = terms && targetOf(terms, clock.measure, clock.level);
  const calendar = calendarOf(target, terms)?.calendar;
  const until = clock.end?.at ?? Math.max(now, clock.stretches.at(-1)?.from ?? now);
  const counting = clock.stretches.filter((s) => doesCount(clock.measure, s.during, terms));
  const countedMs = counting.reduce(
    (sum, { from, to }) => sum + elapsedBetween(calendar, from, to ?? until),
    0,
  );

  /** When so much had been, or will have been, counted. */
  function reachedAt(ms: number): number | undefined {
    let left = ms;
    for (const { from, to } of counting) {
      const at = addBusinessTime(calendar, from, left);
      if (at !== undefined && (to === undefined || at < to)) return at;
      if (to === undefined) return undefined;
      left -= elapsedBetween(calendar, from, to);
    }
    return undefined;
  }

  const moments: Partial<Record<SlaMoment, number>> = {};
  if (target) {
    for (const moment of MOMENTS_IN_ORDER) {
      const at = reachedAt(Math.round(target.withinMs * SLA_MOMENTS[moment]));
      if (at !== undefined) moments[moment] = at;
    }
  }
  const last = clock.stretches.at(-1);
  const isCounting =
    !clock.end && last !== undefined && doesCount(clock.measure, last.during, terms);
  return {
    clock,
    target,
    state: stateOf(clock, target, moments.breach, isCounting, now),
    isCounting,
    wallMs: until - clock.startedAt,
    countedMs,
    moments,
  };
}

/** The state at an instant: what came at the very millisecond of the promise came too late. */
function stateOf(
  { end }: Clock,
  target: SlaTarget | undefined,
  breachAt: number | undefined,
  isCounting: boolean,
  now: number,
): ClockState {
  if (end?.how === "cancelled") return "cancelled";
  if (!target) return "untold";
  if (breachAt !== undefined && breachAt <= (end?.at ?? now)) return "broken";
  if (end) return "met";
  return isCounting ? "running" : "paused";
}

/** The promise that breaks next, or broke longest ago, among those whose time goes by. */
export function nextBreach(standings: readonly Standing[]): Standing | undefined {
  return standings
    .filter((standing) => standing.isCounting && standing.moments.breach !== undefined)
    .sort((a, b) => (a.moments.breach ?? 0) - (b.moments.breach ?? 0))[0];
}

import { instantOf, MINUTE_MS } from "../calendar/time-zone.ts";
import { addDays, dateOf, stepBegins } from "../figures/periods.ts";

export const RHYTHMS = ["day", "week", "month"] as const;

/** How often something is sent, by the clock on the wall: of months on their first day. */
export interface Rhythm {
  readonly every: (typeof RHYTHMS)[number];
  /** Of weeks: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** The first time after an instant; ms since epoch. An hour that the clock skips is over when it begins. */
export function nextSending(rhythm: Rhythm, timeZone: string, after: number): number {
  // A day before: where the clock is set back over midnight, yesterday's hour may come once more.
  let date = addDays(dateOf(timeZone, after), -1);
  for (;;) {
    const at = instantOf(timeZone, Date.parse(`${date}T00:00:00Z`) + rhythm.minute * MINUTE_MS);
    if (at > after && isDayOf(rhythm, date)) return at;
    date = addDays(date, 1);
  }
}

function isDayOf({ every, weekday }: Rhythm, date: string): boolean {
  switch (every) {
    case "day":
      return true;
    case "week":
      return addDays(stepBegins(date, "week"), weekday - 1) === date;
    case "month":
      return stepBegins(date, "month") === date;
  }
}

/** Local dates, both in it. */
export interface SentPeriod {
  readonly from: string;
  readonly until: string;
}

/** What a sending on a date is about: the day, the seven days or the month before it. */
export function sentPeriod({ every }: Pick<Rhythm, "every">, date: string): SentPeriod {
  const until = addDays(date, -1);
  switch (every) {
    case "day":
      return { from: until, until };
    case "week":
      return { from: addDays(date, -7), until };
    case "month":
      return { from: stepBegins(until, "month"), until };
  }
}

export interface DueSending {
  readonly period: SentPeriod;
  /** The first time that is still to come. */
  readonly nextAt: number;
}

/**
 * What is sent now of something that was due at `nextAt`, if anything. Of times that went by while nobody
 * looked only the last is made up for: whoever comes back from a weekend reads one letter, not three.
 */
export function dueSending(
  rhythm: Rhythm,
  { timeZone, nextAt, now }: { timeZone: string; nextAt: number; now: number },
): DueSending | undefined {
  if (now < nextAt) return undefined;
  let last = nextAt;
  let next = nextSending(rhythm, timeZone, last);
  while (next <= now) {
    last = next;
    next = nextSending(rhythm, timeZone, last);
  }
  return { period: sentPeriod(rhythm, dateOf(timeZone, last)), nextAt: next };
}

import { HOUR_MS, instantOf, wallTime } from "../calendar/time-zone.ts";

/** Conversations of a category in the last hour, and in the same hour of weeks before. */
export interface HourCounts {
  readonly now: number;
  /** The newest first; only weeks in which the installation already took messages. */
  readonly before: readonly number[];
}

/** Four weeks are a month's rhythm; what was before is another season. */
export const WEEKS_COMPARED = 4;
/** One week alone may have been a holiday. */
const WEEKS_NEEDED = 2;
/** Of counts, whose own spread is the root of their mean: one false alarm in some hundreds of hours. */
const SPREADS = 3;

export interface UsualVolume {
  /** Mean of the weeks before. */
  readonly usual: number;
  /** What is more than this is unusual. */
  readonly limit: number;
}

/**
 * How many are usual. What arrives by itself, one customer not knowing of the other, is spread around its
 * mean by the root of the mean (Poisson), so that the limit needs no setting of its own: of 4 an hour, 10
 * are usual; of 100, 130. A category that hardly ever has any has a mean near 0, and one customer would be
 * unusual: hence the least that is worth telling.
 * @param leastMax what is not more than this is never told
 * @returns `undefined` where there is too little before to compare with
 */
export function usualVolume({ before }: HourCounts, leastMax: number): UsualVolume | undefined {
  const weeks = before.slice(0, WEEKS_COMPARED);
  if (weeks.length < WEEKS_NEEDED) return undefined;
  const usual = weeks.reduce((sum, count) => sum + count, 0) / weeks.length;
  return { usual, limit: Math.max(leastMax, usual + SPREADS * Math.sqrt(usual)) };
}

const WEEK_MS = 7 * 24 * HOUR_MS;

/** An hour to count in: `from` inclusive, `to` exclusive, ms since epoch. */
export interface HourCompared {
  readonly from: number;
  readonly to: number;
}

/** The hour up to now, and those that ended at the same time by the clock on the wall, week by week back. */
export function hoursCompared(timeZone: string, now: number): readonly HourCompared[] {
  const wall = wallTime(timeZone, now);
  return Array.from({ length: WEEKS_COMPARED + 1 }, (_, week) => {
    const to = week === 0 ? now : instantOf(timeZone, wall - week * WEEK_MS);
    return { from: to - HOUR_MS, to };
  });
}

/**
 * Counts of those hours as what they are: of now, and of weeks in which the installation took messages.
 * @param counts as `hoursCompared` has the hours
 * @param firstArrival of the installation; `undefined`: none yet
 */
export function hourCounts(
  hours: readonly HourCompared[],
  counts: readonly number[],
  firstArrival: number | undefined,
): HourCounts {
  const [now = 0, ...before] = counts;
  const known = hours
    .slice(1)
    .filter(({ from }) => firstArrival !== undefined && firstArrival <= from);
  return { now, before: before.slice(0, known.length) };
}

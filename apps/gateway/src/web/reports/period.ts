import { addDays, type Dates, dateOf } from "@circuito/domain";
import { FIGURES_FOLLOWER, findPosition, findReportZone, type Queryable } from "@circuito/store";
import { HttpProblem } from "../problem.ts";

/** Ten years: more than anybody compares, and few enough rows. */
const PERIOD_DAYS_MAX = 3_660;
/** Lines of hours are for a month; longer ones nobody can read. */
export const HOURS_DAYS_MAX = 62;

/** What every report says of itself. */
export interface ReportHead {
  readonly timeZone: string;
  readonly from: string;
  readonly until: string;
  /** All that happened has been measured, but for the last seconds. */
  readonly isComplete: boolean;
}

/** The zone that roll-ups are in, and whether all stories have been read. */
export async function reportHead(
  q: Queryable,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<ReportHead> {
  const timeZone = await findReportZone(q);
  const isComplete = (await findPosition(q, FIGURES_FOLLOWER)) !== undefined;
  return { timeZone, from, until, isComplete };
}

/** @throws HttpProblem for a period that ends before it begins, or is too long */
export function datesOf(
  query: { readonly from: string; readonly until: string },
  daysMax: number = PERIOD_DAYS_MAX,
): Dates {
  const to = addDays(query.until, 1);
  if (to <= query.from) throw new HttpProblem("invalid", "query.until: is before query.from");
  if (to > addDays(query.from, daysMax)) {
    throw new HttpProblem("invalid", `query.until: is more than ${daysMax} days after query.from`);
  }
  return { from: query.from, to };
}

/**
 * A period in parts: what is before the first of some dates, from each to the next, and from the last on. Parts
 * that lie outside of it are empty.
 */
export function splitAt({ from, to }: Dates, dates: readonly string[]): readonly Dates[] {
  const within = (date: string) => (date < from ? from : date > to ? to : date);
  const begins = [from, ...dates.map(within)];
  return begins.map((begin, n) => ({ from: begin, to: begins[n + 1] ?? to }));
}

/** The first date on which what happens can still change by what customers do. */
export function firstYoungDate(timeZone: string, now: number, matureAfterDays: number): string {
  return addDays(dateOf(timeZone, now), -matureAfterDays);
}

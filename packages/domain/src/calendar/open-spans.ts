import { type BrazilianHoliday, holidayIn } from "./brazilian-holidays.ts";
import type { Calendar, CalendarException, Hours } from "./calendar.ts";
import { DAY_MS, instantOf, MINUTE_MS } from "./time-zone.ts";

/** A stretch of time: from an instant up to, and without, another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A local month, and when in it the calendar is open: in order, apart from each other. */
export interface OpenMonth extends Span {
  readonly spans: readonly Span[];
  readonly openMs: number;
}

/** Open spans within a stretch of time, in order. Spans of two months may touch. */
export function* openSpans(calendar: Calendar, from: number, to: number): Generator<Span> {
  for (const month of openMonths(calendar, from, to)) {
    for (const span of month.spans) {
      if (span.to <= from) continue;
      if (span.from >= to) return;
      yield { from: Math.max(span.from, from), to: Math.min(span.to, to) };
    }
  }
}

/** The local months that a stretch of time touches. */
export function* openMonths(calendar: Calendar, from: number, to: number): Generator<OpenMonth> {
  let index = monthAt(calendar, from);
  for (;;) {
    const month = openMonth(calendar, index);
    if (month.from >= to) return;
    yield month;
    index += 1;
  }
}

/**
 * The local month of an instant: that of UTC, or its neighbour. To ask the clock on the wall takes a hundred
 * times as long, and folds of stories ask for every stretch of every clock.
 */
function monthAt(calendar: Calendar, at: number): number {
  const utc = new Date(at);
  const index = utc.getUTCFullYear() * 12 + utc.getUTCMonth();
  const { from, to } = openMonth(calendar, index);
  if (at < from) return index - 1;
  return at < to ? index : index + 1;
}

/** What was worked out of a calendar, for as long as the calendar is in use. */
interface Known {
  readonly exceptions: ReadonlyMap<string, CalendarException>;
  readonly holidays: Map<number, ReadonlyMap<string, number>>;
  readonly months: Map<number, OpenMonth>;
}
const knownOf = new WeakMap<Calendar, Known>();

function known(calendar: Calendar): Known {
  let found = knownOf.get(calendar);
  if (!found) {
    const exceptions = new Map((calendar.exceptions ?? []).map((one) => [one.date, one]));
    found = { exceptions, holidays: new Map(), months: new Map() };
    knownOf.set(calendar, found);
  }
  return found;
}

function openMonth(calendar: Calendar, index: number): OpenMonth {
  const { months } = known(calendar);
  let month = months.get(index);
  if (!month) {
    month = workOut(calendar, index);
    months.set(index, month);
  }
  return month;
}

function workOut(calendar: Calendar, index: number): OpenMonth {
  const { timeZone } = calendar;
  const firstWall = Date.UTC(Math.floor(index / 12), index % 12, 1);
  const endWall = Date.UTC(Math.floor(index / 12), (index % 12) + 1, 1);
  const from = instantOf(timeZone, firstWall);
  const to = instantOf(timeZone, endWall);
  const spans: Span[] = [];
  // Hours of the last day before may go past midnight.
  for (let wall = firstWall - DAY_MS; wall < endWall; wall += DAY_MS) {
    for (const hours of hoursOn(calendar, wall)) {
      const opens = Math.max(from, instantOf(timeZone, wall + hours.from * MINUTE_MS));
      const closes = Math.min(to, instantOf(timeZone, wall + hours.to * MINUTE_MS));
      if (opens < closes) spans.push({ from: opens, to: closes });
    }
  }
  const apart = joined(spans);
  const openMs = apart.reduce((sum, span) => sum + span.to - span.from, 0);
  return { from, to, spans: apart, openMs };
}

/** The hours that begin on the local date at `wall`. */
function hoursOn(calendar: Calendar, wall: number): readonly Hours[] {
  const date = new Date(wall).toISOString().slice(0, 10);
  const exception = known(calendar).exceptions.get(date);
  return exception ? exception.hours : usualHoursOn(calendar, wall);
}

/** The hours that begin on the local date at `wall` where it has none of its own. */
export function usualHoursOn(calendar: Calendar, wall: number): readonly Hours[] {
  const date = new Date(wall).toISOString().slice(0, 10);
  const weekday = new Date(wall).getUTCDay();
  const usual = calendar.intervals.filter((interval) => interval.weekday === weekday);
  const closedUntil = holidaysOf(calendar, new Date(wall).getUTCFullYear()).get(date);
  if (closedUntil === undefined) return usual;
  return usual.flatMap(({ from, to }) => {
    const late = Math.max(from, closedUntil);
    return late < to ? [{ from: late, to }] : [];
  });
}

/** Dates of a year's holidays, each with the minute at which work begins again. */
function holidaysOf(calendar: Calendar, year: number): ReadonlyMap<string, number> {
  const { holidays } = known(calendar);
  let dates = holidays.get(year);
  if (!dates) {
    dates = new Map((calendar.holidays ?? []).flatMap((name) => closedOn(name, year)));
    holidays.set(year, dates);
  }
  return dates;
}

function closedOn(name: BrazilianHoliday, year: number): [string, number][] {
  const holiday = holidayIn(name, year);
  return holiday ? [[holiday.date, holiday.closedUntil ?? Number.POSITIVE_INFINITY]] : [];
}

/** In order, with those that touch or overlap made one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && span.from <= last.to) {
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      apart.push(span);
    }
  }
  return apart;
}

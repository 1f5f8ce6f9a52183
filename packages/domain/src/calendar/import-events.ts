import type { Calendar, CalendarException, Hours } from "./calendar.ts";
import { usualHoursOn } from "./open-spans.ts";
import { DAY_MS, instantOf, isTimeZone, MINUTE_MS, wallTime } from "./time-zone.ts";

/** One time that an event takes place, by the clock on the wall of its zone, as if it were UTC, in ms. */
export interface EventOccurrence {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly isAllDay: boolean;
  /** An IANA zone's name, as whoever wrote the event had it; absent: whatever zone the reader is in. */
  readonly timeZone?: string;
}

/**
 * Takes events into a calendar as dates with hours of their own. Events that mean `closed` leave of a
 * date's usual hours, and of a holiday's, what is not in them; events that mean `open` are all the hours their dates have.
 * A date that had hours of its own before has these instead.
 */
export function importEvents(
  calendar: Calendar,
  events: readonly EventOccurrence[],
  means: "closed" | "open",
): { readonly calendar: Calendar; readonly dates: number } {
  const byDate = new Map<string, { name: string; parts: Hours[] }>();
  for (const event of events) {
    for (const { date, ...part } of partsOf(event, calendar.timeZone)) {
      const known = byDate.get(date);
      if (known) known.parts.push(part);
      else byDate.set(date, { name: event.name, parts: [part] });
    }
  }
  const imported = [...byDate].map(
    ([date, { name, parts }]): CalendarException => ({
      date,
      ...(name !== "" && { name }),
      hours:
        means === "open"
          ? parts
          : parts.reduce(without, usualHoursOn(calendar, Date.parse(`${date}T00:00:00Z`))),
    }),
  );
  const kept = (calendar.exceptions ?? []).filter(({ date }) => !byDate.has(date));
  const exceptions = [...kept, ...imported].sort((a, b) => (a.date < b.date ? -1 : 1));
  return { calendar: { ...calendar, exceptions }, dates: imported.length };
}

interface Part extends Hours {
  readonly date: string;
}

const DAY_MINUTES = 1_440;

/** What an event is of each date, by the wall clock of the calendar. */
function partsOf(event: EventOccurrence, timeZone: string): readonly Part[] {
  const from = here(event.from, event, timeZone);
  // An event without a length is the moment at which it begins, or its day.
  const to = Math.max(here(event.to, event, timeZone), from + (event.isAllDay ? DAY_MS : 0));
  const parts: Part[] = [];
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < to; day += DAY_MS) {
    const begins = Math.floor(Math.max(0, from - day) / MINUTE_MS);
    const ends = Math.min(DAY_MINUTES, Math.ceil((to - day) / MINUTE_MS));
    if (begins < ends) {
      parts.push({ date: new Date(day).toISOString().slice(0, 10), from: begins, to: ends });
    }
  }
  return parts;
}

/** A wall time of the event's zone by the calendar's wall clock; a day is a day everywhere. */
function here(wall: number, { isAllDay, timeZone }: EventOccurrence, to: string): number {
  if (isAllDay || timeZone === undefined || !isTimeZone(timeZone)) return wall;
  return wallTime(to, instantOf(timeZone, wall));
}

function without(hours: readonly Hours[], closed: Hours): readonly Hours[] {
  // All of a day closed: what begins on it and goes past midnight, too.
  const to = closed.to === DAY_MINUTES && closed.from === 0 ? 2 * DAY_MINUTES : closed.to;
  return hours.flatMap((open) => [
    ...(open.from < closed.from ? [{ from: open.from, to: Math.min(open.to, closed.from) }] : []),
    ...(open.to > to ? [{ from: Math.max(open.from, to), to: open.to }] : []),
  ]);
}

/** When people answer: intervals of local wall-clock time, several a weekday, in one IANA zone. */
export interface Calendar {
  readonly timeZone: string;
  readonly intervals: readonly Interval[];
  /** Local dates (YYYY-MM-DD) that are closed whatever the weekday. */
  readonly closedDates: readonly string[];
}

export interface Interval {
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes after local midnight; `to` is exclusive and at most 1440. */
  readonly from: number;
  readonly to: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it; zones are few. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}

interface LocalTime {
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
}

export function localTime(timeZone: string, at: number): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(at)) parts[type] = value;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: WEEKDAYS.indexOf(parts.weekday ?? ""),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

export function isOpen(calendar: Calendar, at: number): boolean {
  const local = localTime(calendar.timeZone, at);
  if (calendar.closedDates.includes(local.date)) return false;
  return calendar.intervals.some(
    (i) => i.weekday === local.weekday && i.from <= local.minute && local.minute < i.to,
  );
}

/** Further than this a calendar is as good as closed for ever. */
const LOOK_AHEAD_DAYS_MAX = 60;

/**
 * The next instant (to the minute) at which the calendar opens; `undefined` if it is open now or
 * stays closed for 60 days. Steps over DST changes by asking the zone, never by adding 24 hours.
 */
export function opensAt(calendar: Calendar, at: number): number | undefined {
  if (isOpen(calendar, at)) return undefined;
  const start = Math.ceil(at / MINUTE_MS) * MINUTE_MS;
  const end = start + LOOK_AHEAD_DAYS_MAX * DAY_MS;
  // Quarter hours first (every zone and every sane interval starts on one), then the exact minute.
  const STEP_MS = 15 * MINUTE_MS;
  for (let probe = start; probe < end; probe += STEP_MS) {
    if (!isOpen(calendar, probe)) continue;
    let first = probe;
    while (first - MINUTE_MS >= start && isOpen(calendar, first - MINUTE_MS)) first -= MINUTE_MS;
    return first;
  }
  return undefined;
}

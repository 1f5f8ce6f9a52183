const DAY_MS = 24 * 60 * 60_000;

/** Both dates are in it; YYYY-MM-DD. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** What people ask for first, in days up to today. */
export const PRESET_DAYS = [7, 30, 90, 365] as const;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysOf({ from, until }: Period): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1;
}

/** So many days, today the last of them. */
export function lastDays(today: string, days: number): Period {
  return { from: addDays(today, 1 - days), until: today };
}

/** As many days right before it. */
export function periodBefore(period: Period): Period {
  const days = daysOf(period);
  return { from: addDays(period.from, -days), until: addDays(period.from, -1) };
}

/** Today where the browser is, as dates are written. */
export function localToday(now: number): string {
  const date = new Date(now);
  return new Date(now - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Of how long a stretch one column tells, for them to be some dozens. */
export function stepFor(period: Period): "day" | "week" | "month" {
  const days = daysOf(period);
  if (days <= 62) return "day";
  return days <= 366 ? "week" : "month";
}

/** The stretch that begins at a date, as far as it lies within the period. */
export function stretchOf(at: string, step: "day" | "week" | "month", within: Period): Period {
  const end = step === "month" ? lastOfMonth(at) : addDays(at, step === "week" ? 6 : 0);
  const [startsBefore, endsAfter] = [at < within.from, end > within.until];
  return { from: startsBefore ? within.from : at, until: endsAfter ? within.until : end };
}

function lastOfMonth(date: string): string {
  const [year, month] = date.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 1, 0)).toISOString().slice(0, 10);
}

import { instantOf, wallTime } from "../calendar/time-zone.ts";

const DAY_MS = 24 * 60 * 60_000;

/** When the day of an instant began where people live; ms since epoch. */
export function dayBegan(timeZone: string, now: number): number {
  return instantOf(timeZone, Math.floor(wallTime(timeZone, now) / DAY_MS) * DAY_MS);
}

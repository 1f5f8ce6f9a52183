import type { Calendar } from "../calendar/calendar.ts";
import { openSpans } from "../calendar/open-spans.ts";
import { DAY_MS } from "../calendar/time-zone.ts";

/** Whoever has not worked for longer than this has no shift to end. */
const LOOK_BACK_MS = 8 * DAY_MS;

/**
 * When the shift that was the last one ended; `undefined` while one is on, and if there was none for
 * eight days.
 */
export function lastShiftEnd(shift: Calendar, now: number): number | undefined {
  let end: number | undefined;
  for (const span of openSpans(shift, now - LOOK_BACK_MS, now + 1)) {
    if (span.to > now) return undefined;
    end = span.to;
  }
  return end;
}

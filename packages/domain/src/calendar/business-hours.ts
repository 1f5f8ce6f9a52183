import type { Calendar } from "./calendar.ts";
import { type OpenMonth, openMonths, openSpans } from "./open-spans.ts";
import { DAY_MS } from "./time-zone.ts";

/** Further than this a calendar is as good as closed, or open, for ever. */
const LOOK_AHEAD_MS = 60 * DAY_MS;
/** A promise that no calendar could keep within three years is none. */
const PROMISE_AHEAD_MS = 3 * 366 * DAY_MS;

/** An absent calendar is always open. */
export function isOpen(calendar: Calendar | undefined, at: number): boolean {
  if (!calendar) return true;
  for (const span of openSpans(calendar, at, at + 1)) return span.from === at;
  return false;
}

/** When it opens next; `undefined` if it is open now or stays closed for 60 days. */
export function opensAt(calendar: Calendar, at: number): number | undefined {
  for (const span of openSpans(calendar, at, at + LOOK_AHEAD_MS)) {
    return span.from === at ? undefined : span.from;
  }
  return undefined;
}

/** When it closes next; `undefined` if it is closed now or stays open for 60 days. */
export function closesAt(calendar: Calendar, at: number): number | undefined {
  let open = at;
  for (const span of openSpans(calendar, at, at + LOOK_AHEAD_MS)) {
    if (span.from > open) break;
    open = span.to;
  }
  return open === at || open === at + LOOK_AHEAD_MS ? undefined : open;
}

/** When it is open between two instants, in order; those that touch are one, and no more than `max`. */
export function openingsBetween(
  calendar: Calendar,
  from: number,
  to: number,
  max: number,
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const span of openSpans(calendar, from, to)) {
    const last = found.at(-1);
    if (last?.to === span.from) last.to = span.to;
    else if (found.length === max) break;
    else found.push({ from: span.from, to: span.to });
  }
  return found;
}

/** Open time between two instants, in ms. An absent calendar is always open. */
export function elapsedBetween(calendar: Calendar | undefined, from: number, to: number): number {
  if (to <= from) return 0;
  if (!calendar) return to - from;
  let elapsed = 0;
  for (const month of openMonths(calendar, from, to)) {
    elapsed += from <= month.from && month.to <= to ? month.openMs : openWithin(month, from, to);
  }
  return elapsed;
}

function openWithin({ spans }: OpenMonth, from: number, to: number): number {
  let open = 0;
  for (const span of spans) {
    if (span.to <= from) continue;
    if (span.from >= to) break;
    open += Math.min(span.to, to) - Math.max(span.from, from);
  }
  return open;
}

/**
 * The first instant by which `ms` of open time have passed since `from`; `undefined` if that takes
 * more than three years. An absent calendar is always open.
 */
export function addBusinessTime(
  calendar: Calendar | undefined,
  from: number,
  ms: number,
): number | undefined {
  if (!calendar || ms <= 0) return from + Math.max(0, ms);
  let left = ms;
  for (const span of openSpans(calendar, from, from + PROMISE_AHEAD_MS)) {
    const open = span.to - span.from;
    if (open >= left) return span.from + left;
    left -= open;
  }
  return undefined;
}

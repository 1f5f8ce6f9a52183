import type { BrazilianHoliday } from "./brazilian-holidays.ts";

/** When people answer, by the clock on the wall of one IANA zone. Which hours hold on a date: */
export interface Calendar {
  readonly timeZone: string;
  /** 3. Of the weekday; several a day. */
  readonly intervals: readonly Interval[];
  /** 2. Holidays on which it is closed. */
  readonly holidays?: readonly BrazilianHoliday[];
  /** 1. Dates with hours of their own, whatever the weekday and the holiday. */
  readonly exceptions?: readonly CalendarException[];
}

/**
 * Minutes after local midnight of the day it begins on; `to` is exclusive and may go past midnight
 * (22:00 to 06:00 is 1320 to 1800). All of it belongs to the day on which it begins.
 */
export interface Hours {
  /** 0 to 1439. */
  readonly from: number;
  /** More than `from`, at most `from` + 1440. */
  readonly to: number;
}

export interface Interval extends Hours {
  /** 0 is Sunday. */
  readonly weekday: number;
}

export interface CalendarException {
  /** Local, YYYY-MM-DD. */
  readonly date: string;
  /** Why, for people to read. */
  readonly name?: string;
  /** None: closed. */
  readonly hours: readonly Hours[];
}

/** A date as it is written, and one that exists. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function areHours({ from, to }: Hours): boolean {
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  return isWhole && from >= 0 && from < 1440 && to > from && to <= from + 1440;
}

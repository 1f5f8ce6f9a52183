import { WAIT_FOR_CUSTOMER_MS } from "@circuito/protocol/writing-text";
import type { MessageId } from "../i18n/translate.ts";

/** A moment with a name, offered before anyone has to type a date. */
export interface Moment {
  readonly id: MessageId;
  /** ms since epoch. */
  readonly at: number;
}

const HOUR_MS = 3_600_000;
/** The start of most working days. */
const MORNING_HOUR = 9;
const AFTERNOON_HOUR = 16;
/** A preset closer than this would be over before it is pressed. */
const SOON_MS = 10 * 60_000;

/** No hour at all: until the customer writes, and no longer than a reply waits that is sent so. */
export function untilTheyWrite(now: number): Moment {
  return { id: "snooze.untilTheyWrite", at: roundedUp(now + WAIT_FOR_CUSTOMER_MS) };
}

/** Snooze presets, in the order they come, without those already past. */
export function snoozePresets(now: number): readonly Moment[] {
  const moments: Moment[] = [
    { id: "snooze.inOneHour", at: roundedUp(now + HOUR_MS) },
    { id: "snooze.afternoon", at: atHour(now, 0, AFTERNOON_HOUR) },
    { id: "snooze.tomorrow", at: atHour(now, 1, MORNING_HOUR) },
    { id: "snooze.monday", at: atHour(now, daysToMonday(now), MORNING_HOUR) },
    { id: "snooze.inOneWeek", at: atHour(now, 7, MORNING_HOUR) },
  ];
  return moments
    .filter((moment) => moment.at > now + SOON_MS)
    .filter((moment, index, all) => all.findIndex(({ at }) => at === moment.at) === index)
    .sort((a, b) => a.at - b.at);
}

/**
 * The same within the hours in which people answer: what would come back to nobody is not offered, but
 * the moment when somebody is there again.
 * @param openings of the time that the moments are in; `null`: always
 */
export function withinHours(
  moments: readonly Moment[],
  openings: readonly { readonly from: string; readonly to: string }[] | null,
  now: number,
): readonly Moment[] {
  if (openings === null) return moments;
  const spans = openings.map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const);
  const kept = moments.filter(({ at }) => spans.some(([from, to]) => from <= at && at < to));
  const next = spans.find(([from]) => from > now + SOON_MS)?.[0];
  if (next === undefined || kept.some(({ at }) => at === next)) return kept;
  return [...kept, { id: "snooze.nextOpening" as const, at: next }].sort((a, b) => a.at - b.at);
}

/** When a customer may be told they hear from us. */
export function promisePresets(now: number): readonly Moment[] {
  return [
    { id: "promise.inTwoHours", at: roundedUp(now + 2 * HOUR_MS) },
    { id: "promise.tomorrow", at: atHour(now, 1, MORNING_HOUR) },
    { id: "promise.inTwoDays", at: atHour(now, 2, MORNING_HOUR) },
  ];
}

/** The value of a `datetime-local` field, in the person's own time zone. */
export function localInputValue(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

function atHour(now: number, daysLater: number, hour: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater, hour).getTime();
}

function daysToMonday(now: number): number {
  const weekday = new Date(now).getDay();
  return (8 - weekday) % 7 || 7;
}

/** To the next quarter of an hour: nobody promises 14:07. */
function roundedUp(at: number): number {
  const quarter = HOUR_MS / 4;
  return Math.ceil(at / quarter) * quarter;
}

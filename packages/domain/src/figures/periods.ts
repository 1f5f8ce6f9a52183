import { DAY_MS, HOUR_MS, instantOf, wallTime } from "../calendar/time-zone.ts";

/** By what stretch of time facts are added up: reports read the longest that fit into their period. */
export const TIERS = ["hour", "day", "month"] as const;
export type Tier = (typeof TIERS)[number];

/** When the hour, day and month began that an instant belongs to, where people live. */
export type Begins = Readonly<Record<Tier, number>>;

const QUARTER_MS = 15 * 60_000;
/** Quarters that are remembered: ten years of one zone's. */
const REMEMBERED_MAX = 350_000;

/**
 * Of an hour that comes twice, each is an hour by itself. Zones differ by whole quarters of an hour,
 * so that one answer holds for a quarter.
 */
export function beginsIn(timeZone: string): (at: number) => Begins {
  const known = new Map<number, Begins>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    let begins = known.get(quarter);
    if (!begins) {
      const wall = wallTime(timeZone, quarter * QUARTER_MS);
      const hour = quarter * QUARTER_MS - (((wall % HOUR_MS) + HOUR_MS) % HOUR_MS);
      const date = new Date(wall).toISOString().slice(0, 10);
      begins = {
        hour,
        day: dateBegins(timeZone, date),
        month: dateBegins(timeZone, stepBegins(date, "month")),
      };
      if (known.size >= REMEMBERED_MAX) known.clear();
      known.set(quarter, begins);
    }
    return begins;
  };
}

/** When a local date begins; YYYY-MM-DD. */
export function dateBegins(timeZone: string, date: string): number {
  return instantOf(timeZone, Date.parse(`${date}T00:00:00Z`));
}

/** The local date of an instant, YYYY-MM-DD. */
export function dateOf(timeZone: string, at: number): string {
  return new Date(wallTime(timeZone, at)).toISOString().slice(0, 10);
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export const STEPS = ["hour", "day", "week", "month"] as const;
export type PeriodStep = (typeof STEPS)[number];

/** The first date of the week (from Monday) or month of a date, or itself. */
export function stepBegins(date: string, step: Exclude<PeriodStep, "hour">): string {
  if (step === "month") return `${date.slice(0, 8)}01`;
  if (step === "day") return date;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

/** A part of a period that whole roll-ups of one tier make up; `to` is not in it. Ms since epoch. */
export interface Piece {
  readonly tier: Tier;
  readonly from: number;
  readonly to: number;
}

/** A stretch of local dates; `to` is the first one after it. */
export interface Dates {
  readonly from: string;
  readonly to: string;
}

/**
 * A period in as few roll-ups as make it up: whole months, and days around them; of each step by itself, where
 * steps are told apart.
 */
export function piecesOf(
  timeZone: string,
  { from, to }: Dates,
  step?: PeriodStep,
): readonly Piece[] {
  const piece = (tier: Tier, a: string, b: string): Piece[] =>
    a < b ? [{ tier, from: dateBegins(timeZone, a), to: dateBegins(timeZone, b) }] : [];
  if (step === "hour") return piece("hour", from, to);
  if (step === "day" || step === "week") return piece("day", from, to);
  const monthOf = (date: string) => stepBegins(date, "month");
  const firstMonth = monthOf(from) === from ? from : monthOf(addDays(monthOf(from), 31));
  const lastMonth = monthOf(to);
  if (firstMonth >= lastMonth) return piece("day", from, to);
  return [
    ...piece("day", from, firstMonth),
    ...piece("month", firstMonth, lastMonth),
    ...piece("day", lastMonth, to),
  ];
}

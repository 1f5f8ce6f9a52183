import type { CalendarView } from "@circuito/protocol";
import { DAY_MINUTES, readTime, timeText } from "./time-text.ts";

/** Weeks begin on Monday here; 0 is Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** An opening as it is typed. */
export interface Typed {
  readonly from: string;
  readonly to: string;
}

/** The openings of each weekday, by its number. */
export type Week = Readonly<Record<Weekday, readonly Typed[]>>;

export const EMPTY_WEEK: Week = { 0: [], 1: [], 2: [], 3: [], 4: [], 5: [], 6: [] };

type Interval = CalendarView["intervals"][number];

export function weekOf(intervals: readonly Interval[]): Week {
  const inOrder = [...intervals].sort((a, b) => a.from - b.from);
  return weekBy((day) =>
    inOrder
      .filter(({ weekday }) => weekday === day)
      .map(({ from, to }) => ({ from: timeText(from), to: timeText(to) })),
  );
}

/** A week whose days are made one by one. */
export function weekBy(day: (weekday: Weekday) => readonly Typed[]): Week {
  return { 0: day(0), 1: day(1), 2: day(2), 3: day(3), 4: day(4), 5: day(5), 6: day(6) };
}

export type OpeningMistake = "no-time" | "empty" | "overlaps";

/** What stands there, in minutes: an end that is not after its beginning is on the next day. */
export function readOpening({ from, to }: Typed): { from: number; to: number } | undefined {
  const [start, end] = [readTime(from), readTime(to)];
  if (start === undefined || end === undefined || start === DAY_MINUTES) return undefined;
  if (start === end) return { from: start, to: start };
  return { from: start, to: end > start ? end : end + DAY_MINUTES };
}

/** The cells of an opening in which no hour of a day can be read; a day ends at 24:00 and begins at none. */
export function wrongCells({ from, to }: Typed): readonly ("from" | "to")[] {
  const start = readTime(from);
  return [
    ...(start === undefined || start === DAY_MINUTES ? (["from"] as const) : []),
    ...(readTime(to) === undefined ? (["to"] as const) : []),
  ];
}

/** What is wrong with each opening of a week, by `weekday index`; those that are right are absent. */
export function mistakesInWeek(week: Week): ReadonlyMap<string, OpeningMistake> {
  const found = new Map<string, OpeningMistake>();
  const all = WEEKDAYS.flatMap((weekday) =>
    week[weekday].map((typed, index) => ({
      key: `${weekday} ${index}`,
      weekday,
      opening: readOpening(typed),
    })),
  );
  for (const { key, opening } of all) {
    if (!opening) found.set(key, "no-time");
    else if (opening.from === opening.to) found.set(key, "empty");
  }
  const placed = all.flatMap(({ key, weekday, opening }) =>
    opening && !found.has(key)
      ? [
          {
            key,
            from: weekday * DAY_MINUTES + opening.from,
            to: weekday * DAY_MINUTES + opening.to,
          },
        ]
      : [],
  );
  const WEEK = 7 * DAY_MINUTES;
  for (const [i, one] of placed.entries()) {
    for (const other of placed.slice(0, i)) {
      // Saturday's night goes into Sunday.
      const meet = [-WEEK, 0, WEEK].some(
        (shift) => one.from < other.to + shift && other.from + shift < one.to,
      );
      if (meet) found.set(one.key, "overlaps");
    }
  }
  return found;
}

/** @returns `undefined` while something in it is wrong */
export function intervalsOf(week: Week): Interval[] | undefined {
  if (mistakesInWeek(week).size > 0) return undefined;
  return WEEKDAYS.flatMap((weekday) =>
    week[weekday].flatMap((typed) => {
      const opening = readOpening(typed);
      return opening ? [{ weekday, ...opening }] : [];
    }),
  );
}

/** The next opening that makes sense on a day: after the last one, an hour's break later. */
export function nextOpening(day: readonly Typed[]): Typed {
  const last = day.at(-1);
  const end = last && readOpening(last)?.to;
  if (end === undefined || end > DAY_MINUTES - 120) return { from: "08:00", to: "18:00" };
  return { from: timeText(end + 60), to: timeText(Math.min(end + 5 * 60, DAY_MINUTES)) };
}

import fc from "fast-check";
import { holidayIn } from "./brazilian-holidays.ts";
import { addBusinessTime, elapsedBetween, isOpen, opensAt } from "./business-hours.ts";
import type { Calendar } from "./calendar.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Weeks in which the clocks of these zones changed, and some in which they did not. */
const ZONES = [
  ["America/Sao_Paulo", ["2018-11-04", "2019-02-17", "2018-02-18", "2017-10-15", "2026-02-16"]],
  ["America/New_York", ["2026-03-08", "2026-11-01", "2007-03-11", "2026-07-04"]],
  ["Europe/Lisbon", ["2026-03-29", "2026-10-25", "2026-12-25"]],
  ["Australia/Lord_Howe", ["2026-04-05", "2026-10-04"]],
  ["Pacific/Apia", ["2011-12-30"]],
] as const;

const hours = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([from, length]) => ({ from: from * 15, to: (from + length) * 15 }));

const scene = fc.constantFrom(...ZONES).chain(([timeZone, dates]) =>
  fc.constantFrom(...dates).chain((date) => {
    const near = Date.parse(`${date}T00:00:00Z`);
    return fc.record({
      from: fc.integer({ min: -2 * 1_440, max: 1_440 }).map((minutes) => near + minutes * MINUTE),
      minutes: fc.integer({ min: 0, max: 3 * 1_440 }),
      calendar: fc.record({
        timeZone: fc.constant<string>(timeZone),
        intervals: fc.array(
          fc
            .tuple(fc.integer({ min: 0, max: 6 }), hours)
            .map(([weekday, of]) => ({ weekday, ...of })),
          { maxLength: 10 },
        ),
        holidays: fc.subarray(["carnival-monday", "ash-wednesday", "christmas"] as const),
        exceptions: fc.option(
          fc.array(hours, { maxLength: 2 }).map((of) => [{ date, hours: of }]),
          { nil: [] },
        ),
      }),
    });
  }),
);

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall shows, by another way than the code's: the words of a Swedish date. */
function wallOf(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  format ??= new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  formats.set(timeZone, format);
  const text = format.format(at);
  return Date.parse(`${text.replace(" ", "T")}Z`);
}

/** The latest wall time shown so far, minute by minute: slow, and true by its definition. */
function openMinutes(calendar: Calendar, from: number, minutes: number): boolean[] {
  const open: boolean[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = from - DAY; at < from + minutes * MINUTE; at += MINUTE) {
    latest = Math.max(latest, wallOf(calendar.timeZone, at));
    if (at >= from) open.push(isOpenOnTheWall(calendar, latest));
  }
  return open;
}

function isOpenOnTheWall(calendar: Calendar, wall: number): boolean {
  const today = Math.floor(wall / DAY) * DAY;
  return [today - DAY, today].some((day) => {
    const minute = (wall - day) / MINUTE;
    const date = new Date(day).toISOString().slice(0, 10);
    const exception = calendar.exceptions?.find((one) => one.date === date);
    const year = new Date(day).getUTCFullYear();
    const holiday = calendar.holidays
      ?.map((name) => holidayIn(name, year))
      .find((one) => one?.date === date);
    const opensFrom = exception || !holiday ? 0 : (holiday.closedUntil ?? Infinity);
    const weekday = new Date(day).getUTCDay();
    const of = exception?.hours ?? calendar.intervals.filter((i) => i.weekday === weekday);
    return of.some(({ from, to }) => Math.max(from, opensFrom) <= minute && minute < to);
  });
}

test("what counts minute by minute is what is added up, over every change of the clocks", () => {
  fc.assert(
    fc.property(scene, ({ calendar, from, minutes }) => {
      const open = openMinutes(calendar, from, minutes);
      expect(elapsedBetween(calendar, from, from + minutes * MINUTE)).toBe(
        open.filter(Boolean).length * MINUTE,
      );
      if (open.length > 0) expect(isOpen(calendar, from)).toBe(open[0]);
      const first = open.indexOf(true);
      if (first > 0) expect(opensAt(calendar, from)).toBe(from + first * MINUTE);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("time that was added has passed, and a millisecond less has not", () => {
  fc.assert(
    fc.property(scene, ({ calendar, from, minutes }) => {
      const ms = minutes * 7 * 1_000 + 1;
      const due = addBusinessTime(calendar, from, ms);
      if (due === undefined) {
        const threeYears = elapsedBetween(calendar, from, from + 3 * 366 * DAY);
        return expect(threeYears).toBeLessThan(ms);
      }
      expect(elapsedBetween(calendar, from, due)).toBe(ms);
      expect(elapsedBetween(calendar, from, due - 1)).toBe(ms - 1);
    }),
  );
});

test("a stretch is the sum of its parts", () => {
  fc.assert(
    fc.property(scene, fc.nat(), ({ calendar, from, minutes }, cut) => {
      const to = from + minutes * MINUTE;
      const between = from + (minutes === 0 ? 0 : cut % (to - from));
      expect(elapsedBetween(calendar, from, between) + elapsedBetween(calendar, between, to)).toBe(
        elapsedBetween(calendar, from, to),
      );
    }),
  );
});

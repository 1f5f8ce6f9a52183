import fc from "fast-check";
import { addBusinessTime } from "../calendar/business-hours.ts";
import type { Calendar } from "../calendar/calendar.ts";
import { DAY_MS, HOUR_MS } from "../calendar/time-zone.ts";
import { judgeTarget } from "./judge-target.ts";

const timeZone = "America/Sao_Paulo";
const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 17 * 60 }));
const commercial: Calendar = { timeZone, intervals: weekdays };
/** Monday, 2 March 2026, 9:00 in São Paulo. */
const NOW = Date.UTC(2026, 2, 2, 12);

const judge = (withinMs: number, calendar: Calendar | undefined) =>
  judgeTarget({ withinMs }, calendar, NOW);

test("what a week of these hours can keep fits; so does everything around the clock", () => {
  expect(judge(40 * HOUR_MS, commercial)).toEqual({ kind: "fits" });
  expect(judge(300 * DAY_MS, undefined)).toEqual({ kind: "fits" });
});

test("more than a whole week of them is told, with how long it really takes", () => {
  // Seven days by the clock on the wall were meant: it is twenty-one working days.
  expect(judge(7 * DAY_MS, commercial)).toEqual({
    kind: "over-a-week",
    weekMs: 40 * HOUR_MS,
    dueAfterMs: 28 * DAY_MS + 8 * HOUR_MS,
  });
});

test.each<[string, Calendar]>([
  ["never open", { timeZone, intervals: [] }],
  [
    "open on one day alone, for less",
    {
      ...{ timeZone, intervals: [] },
      exceptions: [{ date: "2026-03-10", hours: [{ from: 540, to: 600 }] }],
    },
  ],
])("with hours that are %s it is never due", (_what, calendar) => {
  expect(judge(2 * HOUR_MS, calendar)).toEqual({ kind: "never-due" });
});

test("open on one day alone, what that day keeps fits", () => {
  const exceptions = [{ date: "2026-03-10", hours: [{ from: 540, to: 600 }] }];
  expect(judge(HOUR_MS / 2, { timeZone, intervals: [], exceptions })).toEqual({ kind: "fits" });
});

const hours = fc
  .record({ weekday: fc.nat(6), from: fc.nat(1_000), length: fc.integer({ min: 1, max: 400 }) })
  .map(({ weekday, from, length }) => ({ weekday, from, to: from + length }));

test("it is never due exactly where no instant is found for it, and a warning tells that instant", () => {
  fc.assert(
    fc.property(
      fc.array(hours, { maxLength: 4 }),
      fc.integer({ min: 1, max: 400 * 24 }),
      (intervals, n) => {
        const calendar = { timeZone, intervals };
        const dueAt = addBusinessTime(calendar, NOW, n * HOUR_MS);
        const verdict = judge(n * HOUR_MS, calendar);
        expect(verdict.kind === "never-due").toBe(dueAt === undefined);
        if (verdict.kind === "over-a-week") {
          expect(NOW + verdict.dueAfterMs).toBe(dueAt);
          expect(n * HOUR_MS).toBeGreaterThan(verdict.weekMs);
        }
      },
    ),
    { numRuns: 50 },
  );
});

import { type Calendar, isOpen, opensAt } from "./business-hours.ts";

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
const saoPaulo: Calendar = {
  timeZone: "America/Sao_Paulo",
  intervals: weekdays,
  closedDates: ["2026-12-25"],
};

test.each([
  ["Monday 07:59", "2026-11-23T10:59:00Z", false],
  ["Monday 08:00", "2026-11-23T11:00:00Z", true],
  ["Monday 17:59", "2026-11-23T20:59:59Z", true],
  ["Monday 18:00", "2026-11-23T21:00:00Z", false],
  ["Sunday noon", "2026-11-22T15:00:00Z", false],
  ["Christmas, a Friday", "2026-12-25T15:00:00Z", false],
])("%s in São Paulo", (_, at, open) => {
  expect(isOpen(saoPaulo, Date.parse(at))).toBe(open);
});

test.each([
  ["on Sunday: Monday at 8", saoPaulo, "2026-11-22T15:00:00Z", "2026-11-23T11:00:00Z"],
  [
    "on Christmas Eve's evening: Monday after",
    saoPaulo,
    "2026-12-24T22:00:00Z",
    "2026-12-28T11:00:00Z",
  ],
  [
    "over the end of DST in New York the wall clock counts",
    {
      timeZone: "America/New_York",
      intervals: [{ weekday: 0, from: 8 * 60, to: 12 * 60 }],
      closedDates: [],
    },
    "2026-11-01T04:30:00Z",
    "2026-11-01T13:00:00Z",
  ],
])("opens %s", (_, calendar, at, expected) => {
  expect(opensAt(calendar, Date.parse(at))).toBe(Date.parse(expected));
});

test("says nothing while open, and nothing for a calendar that never opens", () => {
  expect(opensAt(saoPaulo, Date.parse("2026-11-23T15:00:00Z"))).toBeUndefined();
  expect(
    opensAt({ ...saoPaulo, intervals: [] }, Date.parse("2026-11-23T15:00:00Z")),
  ).toBeUndefined();
});

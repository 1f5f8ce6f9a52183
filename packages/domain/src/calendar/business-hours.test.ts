import { addBusinessTime, closesAt, elapsedBetween, isOpen, opensAt } from "./business-hours.ts";
import type { Calendar } from "./calendar.ts";

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
const saoPaulo: Calendar = {
  timeZone: "America/Sao_Paulo",
  intervals: weekdays,
  holidays: ["christmas"],
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

const hours = (change: Partial<Calendar>): Calendar => ({ ...saoPaulo, holidays: [], ...change });

describe("overnight hours", () => {
  // Friday 22:00 to Saturday 06:00.
  const night = hours({ intervals: [{ weekday: 5, from: 22 * 60, to: 30 * 60 }] });

  test("go past midnight, and belong to the day on which they begin", () => {
    expect(isOpen(night, Date.parse("2026-11-28T08:59:00Z"))).toBe(true);
    expect(isOpen(night, Date.parse("2026-11-28T09:00:00Z"))).toBe(false);
    expect(closesAt(night, Date.parse("2026-11-28T01:30:00Z"))).toBe(
      Date.parse("2026-11-28T09:00:00Z"),
    );
  });

  test("are closed as a whole by an exception of the day on which they begin", () => {
    const exceptions = [{ date: "2026-11-27", name: "inventário", hours: [] }];
    expect(isOpen({ ...night, exceptions }, Date.parse("2026-11-28T05:00:00Z"))).toBe(false);
  });
});

test("hours of a date go before its holiday and its weekday", () => {
  const special = hours({
    holidays: ["christmas"],
    exceptions: [{ date: "2026-12-25", hours: [{ from: 9 * 60, to: 12 * 60 }] }],
  });
  expect(opensAt(special, Date.parse("2026-12-25T03:00:00Z"))).toBe(
    Date.parse("2026-12-25T12:00:00Z"),
  );
});

test("Ash Wednesday begins at 14:00", () => {
  const calendar = hours({ holidays: ["ash-wednesday"] });
  expect(opensAt(calendar, Date.parse("2026-02-18T04:00:00Z"))).toBe(
    Date.parse("2026-02-18T17:00:00Z"),
  );
});

test("a day without midnight: 2018-11-04 in São Paulo is 23 hours long", () => {
  const always = hours({ intervals: [0, 1, 2, 3, 4, 5, 6].map(allDay) });
  const from = Date.parse("2018-11-04T03:00:00Z");
  expect(elapsedBetween(always, from, Date.parse("2018-11-05T02:00:00Z"))).toBe(23 * 3_600_000);
  const onlySunday = hours({ intervals: [allDay(0)] });
  expect(opensAt(onlySunday, from - 1)).toBe(from);
  expect(closesAt(onlySunday, from)).toBe(Date.parse("2018-11-05T02:00:00Z"));
});

test("an hour that comes twice is counted twice by who is open through it, and begins once", () => {
  const newYork = { ...saoPaulo, timeZone: "America/New_York" };
  const night = { ...newYork, intervals: [{ weekday: 0, from: 0, to: 180 }] };
  const day = [Date.parse("2026-11-01T04:00:00Z"), Date.parse("2026-11-02T05:00:00Z")] as const;
  expect(elapsedBetween(night, ...day)).toBe(4 * 3_600_000);
  const halfPastOne = { ...newYork, intervals: [{ weekday: 0, from: 90, to: 180 }] };
  expect(opensAt(halfPastOne, day[0])).toBe(Date.parse("2026-11-01T05:30:00Z"));
});

test("business time is added over nights, weekends and holidays", () => {
  // Thursday 24 December 17:30, two hours: half an hour, then from Monday 28 at 8.
  const from = Date.parse("2026-12-24T20:30:00Z");
  expect(addBusinessTime(saoPaulo, from, 2 * 3_600_000)).toBe(Date.parse("2026-12-28T12:30:00Z"));
  expect(addBusinessTime(saoPaulo, from, 0)).toBe(from);
  expect(addBusinessTime(undefined, from, 60_000)).toBe(from + 60_000);
  expect(addBusinessTime(hours({ intervals: [] }), from, 1)).toBeUndefined();
});

test("three years of business time take less than a quarter of a second to add up", async () => {
  const from = Date.parse("2020-01-01T00:00:00Z");
  const sum = () => {
    const fresh = hours({ holidays: ["christmas", "good-friday"] });
    return elapsedBetween(fresh, from, from + 3 * 365 * 86_400_000);
  };
  expect(sum()).toBeGreaterThan(0);
  await expect(sum).toCostAtMost(250);
});

function allDay(weekday: number) {
  return { weekday, from: 0, to: 24 * 60 };
}

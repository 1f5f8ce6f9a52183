import fc from "fast-check";
import { dateOf } from "../figures/periods.ts";
import { dueSending, nextSending, type Rhythm, sentPeriod } from "./rhythm.ts";

const SAO_PAULO = "America/Sao_Paulo";
const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString();
const eight = (every: Rhythm["every"], weekday = 1): Rhythm => ({ every, weekday, minute: 8 * 60 });

test.each([
  // A Thursday.
  ["day", "2026-11-26T10:59:59Z", "2026-11-26T11:00:00.000Z"],
  ["day", "2026-11-26T11:00:00Z", "2026-11-27T11:00:00.000Z"],
  ["week", "2026-11-26T12:00:00Z", "2026-11-30T11:00:00.000Z"],
  ["week", "2026-11-30T10:00:00Z", "2026-11-30T11:00:00.000Z"],
  ["month", "2026-11-26T12:00:00Z", "2026-12-01T11:00:00.000Z"],
  ["month", "2026-12-01T11:00:00Z", "2027-01-01T11:00:00.000Z"],
] as const)("each %s, after %s, is at %s", (every, after, next) => {
  expect(iso(nextSending(eight(every), SAO_PAULO, at(after)))).toBe(next);
});

test("eight in the morning stays eight in the morning when the clock is changed", () => {
  const daily = eight("day");
  const times = [];
  for (let now = at("2026-03-07T00:00:00Z"); times.length < 3; now = times.at(-1) as number) {
    times.push(nextSending(daily, "America/New_York", now));
  }
  expect(times.map(iso)).toEqual([
    "2026-03-07T13:00:00.000Z",
    "2026-03-08T12:00:00.000Z",
    "2026-03-09T12:00:00.000Z",
  ]);
});

test("an hour that the clock skips is over when it begins, and one that comes twice comes once", () => {
  const half = (minute: number): Rhythm => ({ every: "day", weekday: 1, minute });
  const skipped = nextSending(half(150), "America/New_York", at("2026-03-08T05:00:00Z"));
  expect(iso(skipped)).toBe("2026-03-08T07:00:00.000Z");
  const first = nextSending(half(90), "America/New_York", at("2026-11-01T04:00:00Z"));
  expect(iso(first)).toBe("2026-11-01T05:30:00.000Z");
  expect(iso(nextSending(half(90), "America/New_York", first))).toBe("2026-11-02T06:30:00.000Z");
});

test.each([
  ["day", "2026-11-30", "2026-11-29", "2026-11-29"],
  ["week", "2026-11-30", "2026-11-23", "2026-11-29"],
  ["month", "2026-12-01", "2026-11-01", "2026-11-30"],
  ["month", "2024-03-01", "2024-02-01", "2024-02-29"],
] as const)("a %s sent on %s is about %s to %s", (every, date, from, until) => {
  expect(sentPeriod({ every }, date)).toEqual({ from, until });
});

test("what is not due is not sent, and of times that went by only the last is", () => {
  const nextAt = at("2026-11-26T11:00:00Z");
  const asked = { timeZone: SAO_PAULO, nextAt };
  expect(dueSending(eight("day"), { ...asked, now: nextAt - 1 })).toBeUndefined();
  expect(dueSending(eight("day"), { ...asked, now: at("2026-11-29T10:00:00Z") })).toEqual({
    period: { from: "2026-11-27", until: "2026-11-27" },
    nextAt: at("2026-11-29T11:00:00Z"),
  });
});

test("whatever the zone and the hour, each day, week and month is sent once, in order", () => {
  const zones = [
    "America/Sao_Paulo",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom("day", "week", "month" as const),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 1_439 }),
      fc.integer({ min: at("2015-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z") }),
      (timeZone, every, weekday, minute, from) => {
        const rhythm = { every, weekday, minute } as Rhythm;
        const dates: string[] = [];
        for (let now = from; dates.length < 6; ) {
          const next = nextSending(rhythm, timeZone, now);
          expect(next).toBeGreaterThan(now);
          dates.push(dateOf(timeZone, next));
          now = next;
        }
        const ends = dates.map((date) => sentPeriod(rhythm, date));
        for (const [index, period] of ends.entries()) {
          const before = ends[index - 1];
          // One begins on the day after the other ended: no day is told twice, none is left out.
          if (before) {
            const gap = Date.parse(period.from) - Date.parse(before.until);
            expect(gap).toBe(24 * 60 * 60_000);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

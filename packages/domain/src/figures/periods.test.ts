import fc from "fast-check";
import { addDays, beginsIn, dateBegins, dateOf, piecesOf, stepBegins } from "./periods.ts";

const ZONES = ["America/Sao_Paulo", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
const HOUR_MS = 3_600_000;

const dates = fc
  .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 800 }))
  .map(([from, days]) => {
    const first = addDays("2025-01-01", from);
    return { from: first, to: addDays(first, days) };
  });

test("pieces make up their period without a gap, of whole months and days", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), dates, (zone, period) => {
      const pieces = piecesOf(zone, period);
      expect(pieces[0]?.from).toBe(dateBegins(zone, period.from));
      expect(pieces.at(-1)?.to).toBe(dateBegins(zone, period.to));
      pieces.slice(1).forEach((piece, n) => {
        expect(piece.from).toBe(pieces[n]?.to);
      });
      for (const { tier, from, to } of pieces) {
        if (tier !== "month") continue;
        for (const at of [from, to]) expect(dateOf(zone, at).slice(8)).toBe("01");
      }
      const days = pieces.filter(({ tier }) => tier === "day");
      const daysMs = days.reduce((sum, { from, to }) => sum + to - from, 0);
      // Days of whole months are read as months.
      expect(daysMs).toBeLessThan(62 * 24 * HOUR_MS + 2 * HOUR_MS);
    }),
  );
});

test.each([
  ["hour", ["hour"]],
  ["day", ["day"]],
  ["week", ["day"]],
  ["month", ["day", "month"]],
] as const)("pieces of a period by the %s are no longer than that", (step, tiers) => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), dates, (zone, period) => {
      const pieces = piecesOf(zone, period, step);
      expect(pieces[0]?.from).toBe(dateBegins(zone, period.from));
      expect(pieces.at(-1)?.to).toBe(dateBegins(zone, period.to));
      pieces.slice(1).forEach((piece, n) => {
        expect(piece.from).toBe(pieces[n]?.to);
      });
      for (const { tier } of pieces) expect(tiers).toContain(tier);
    }),
  );
});

test("an instant lies in its hour, day and month", () => {
  const at = fc.integer({ min: Date.parse("2017-01-01"), max: Date.parse("2027-01-01") });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), at, (zone, instant) => {
      const { hour, day, month } = beginsIn(zone)(instant);
      expect(instant - hour).toBeGreaterThanOrEqual(0);
      expect(instant - hour).toBeLessThan(HOUR_MS);
      expect(dateBegins(zone, dateOf(zone, instant))).toBe(day);
      expect(dateBegins(zone, stepBegins(dateOf(zone, instant), "month"))).toBe(month);
    }),
  );
});

test("an hour that comes twice is two hours", () => {
  const begins = beginsIn("America/New_York");
  const first = begins(Date.parse("2026-11-01T05:30:00Z"));
  const second = begins(Date.parse("2026-11-01T06:30:00Z"));
  expect(second.hour - first.hour).toBe(HOUR_MS);
  expect(second.day).toBe(first.day);
});

test("weeks begin on Monday", () => {
  expect(stepBegins("2026-11-27", "week")).toBe("2026-11-23");
  expect(stepBegins("2026-11-23", "week")).toBe("2026-11-23");
  expect(stepBegins("2026-11-29", "week")).toBe("2026-11-23");
});

import {
  easterSunday,
  holidayIn,
  holidayStandingOf,
  USUAL_HOLIDAYS,
} from "./brazilian-holidays.ts";

// As printed in the calendars of these years.
test.each([
  ["carnival-monday", 2026, "2026-02-16"],
  ["carnival-tuesday", 2026, "2026-02-17"],
  ["ash-wednesday", 2026, "2026-02-18"],
  ["good-friday", 2026, "2026-04-03"],
  ["corpus-christi", 2026, "2026-06-04"],
  ["carnival-tuesday", 2024, "2024-02-13"],
  ["good-friday", 2024, "2024-03-29"],
  ["corpus-christi", 2025, "2025-06-19"],
  ["christmas", 2026, "2026-12-25"],
  ["black-awareness", 2024, "2024-11-20"],
] as const)("%s of %d is %s", (name, year, date) => {
  expect(holidayIn(name, year)?.date).toBe(date);
});

test("20 November is a national holiday from 2024 on", () => {
  expect(holidayIn("black-awareness", 2023)).toBeUndefined();
});

test("Easter is where the Church's tables have it", () => {
  const dates = [1961, 2000, 2008, 2011, 2038].map((year) =>
    new Date(easterSunday(year)).toISOString().slice(0, 10),
  );
  expect(dates).toEqual(["1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2038-04-25"]);
});

test("the usual ones are the nine by federal law and Good Friday", () => {
  expect(USUAL_HOLIDAYS).toHaveLength(10);
  expect(USUAL_HOLIDAYS.filter((name) => holidayStandingOf(name) === "national")).toHaveLength(9);
  expect(USUAL_HOLIDAYS).toContain("good-friday");
});

import { formatDay, formatOpening } from "./format.ts";
import { pt } from "./words/pt.ts";

const now = new Date(2026, 3, 18, 14, 5).getTime();
const local = (day: number, hour: number): string => new Date(2026, 3, day, hour).toISOString();

test.each([
  [local(18, 18), "hoje, às 18:00"],
  [local(19, 9), "amanhã, às 09:00"],
  [local(20, 9), "segunda-feira, às 09:00"],
  [local(25, 9), "25/04, às 09:00"],
  ["depois do feriado", "depois do feriado"],
])("opening at %s is said as %s", (at, expected) => {
  expect(formatOpening(at, pt, now)).toBe(expected);
});

test.each([
  [local(18, 1), "Hoje"],
  [local(17, 23), "Ontem"],
  [local(16, 23), "16/04/2026"],
])("the day of %s is %s", (at, expected) => {
  expect(formatDay(at, pt, now)).toBe(expected);
});

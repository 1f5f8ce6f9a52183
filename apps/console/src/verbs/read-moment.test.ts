import { localInputValue } from "./moments.ts";
import { readMoment } from "./read-moment.ts";

/** A Wednesday, 10:20. */
const NOW = new Date(2026, 10, 25, 10, 20).getTime();

test.each([
  ["amanhã 9h", "2026-11-26T09:00"],
  ["amanha às 9:30", "2026-11-26T09:30"],
  ["amanhã de manhã", "2026-11-26T09:00"],
  ["hoje 16h", "2026-11-25T16:00"],
  ["hoje à tarde", "2026-11-25T14:00"],
  ["16:00", "2026-11-25T16:00"],
  // Over for today: tomorrow.
  ["9h", "2026-11-26T09:00"],
  ["segunda", "2026-11-30T09:00"],
  ["segunda-feira às 8h30", "2026-11-30T08:30"],
  ["terça", "2026-12-01T09:00"],
  // Today's weekday is the one of next week.
  ["quarta 14h", "2026-12-02T14:00"],
  ["depois de amanhã", "2026-11-27T09:00"],
  ["semana que vem", "2026-12-02T09:00"],
  ["em 2 horas", "2026-11-25T12:20"],
  ["daqui a 30 min", "2026-11-25T10:50"],
  ["daqui a uma semana", "2026-12-02T10:20"],
  ["45min", "2026-11-25T11:05"],
  ["3 dias", "2026-11-28T10:20"],
  ["9 h", "2026-11-26T09:00"],
  ["em 2h", "2026-11-25T12:20"],
  ["04/12", "2026-12-04T09:00"],
  ["4/12 14:00", "2026-12-04T14:00"],
  // Over for this year: the next one.
  ["10/02", "2027-02-10T09:00"],
  ["2026-12-24 12:00", "2026-12-24T12:00"],
  ["amanhã ao meio-dia", "2026-11-26T12:00"],
  ["tomorrow 2pm", "2026-11-26T14:00"],
  ["next monday at 8 am", "2026-11-30T08:00"],
  ["in 2 hours", "2026-11-25T12:20"],
  ["tomorrow morning", "2026-11-26T09:00"],
  ["mañana a las 15", "2026-11-26T15:00"],
  ["el viernes por la tarde", "2026-11-27T14:00"],
  ["en 20 minutos", "2026-11-25T10:40"],
  ["pasado mañana", "2026-11-27T09:00"],
])("%s", (text, moment) => {
  expect(localInputValue(readMoment(text, NOW, "pt-BR") ?? 0)).toBe(moment);
});

test("in English the month comes first", () => {
  expect(localInputValue(readMoment("12/04", NOW, "en") ?? 0)).toBe("2026-12-04T09:00");
});

test.each([
  "",
  "quando der",
  "amanhã talvez",
  "hoje 9h",
  "hoje",
  "25h",
  "9h75",
  "31/02",
  "amanhã segunda",
  "9h 10h",
  "em 0 min",
  "24/11/2026",
])("what is not understood, or is over, is no moment: %p", (text) => {
  expect(readMoment(text, NOW, "pt-BR")).toBeUndefined();
});

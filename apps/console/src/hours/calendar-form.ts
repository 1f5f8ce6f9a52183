import type { CalendarBody, CalendarView } from "@circuito/protocol";
import { intervalsOf, type Typed, type Week, weekOf } from "./week.ts";

/** A calendar as it is edited: hours as they are typed. */
export interface CalendarForm {
  readonly name: string;
  readonly timeZone: string;
  readonly week: Week;
  readonly holidays: readonly string[];
  readonly exceptions: readonly ExceptionForm[];
}

export interface ExceptionForm {
  readonly date: string;
  readonly name: string;
  /** Null: closed. */
  readonly hours: Typed | null;
  /** Hours that one pair of fields cannot show are kept as they came. */
  readonly more: readonly { readonly from: number; readonly to: number }[];
}

/** What most companies have: Monday to Friday, eight to six. */
export const COMMERCIAL_HOURS: CalendarForm = {
  name: "",
  timeZone: "America/Sao_Paulo",
  week: weekOf([1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }))),
  holidays: [],
  exceptions: [],
};

export function formOf({
  name,
  timeZone,
  intervals,
  holidays,
  exceptions,
}: CalendarView): CalendarForm {
  return {
    name,
    timeZone,
    week: weekOf(intervals),
    holidays,
    exceptions: exceptions.map(({ date, name: why = "", hours: [first, ...more] }) => ({
      date,
      name: why,
      hours: first ? (weekOf([{ weekday: 0, ...first }])[0][0] ?? null) : null,
      more,
    })),
  };
}

/** @returns `undefined` while something in it is wrong or missing */
export function bodyOf(form: CalendarForm): CalendarBody | undefined {
  const intervals = intervalsOf(form.week);
  const name = form.name.trim();
  const dates = form.exceptions.map(exceptionOf);
  const exceptions = dates.flatMap((one) => one ?? []);
  const isTwice = new Set(exceptions.map(({ date }) => date)).size < exceptions.length;
  if (!intervals || name === "" || isTwice || exceptions.length < dates.length) return undefined;
  return { name, timeZone: form.timeZone, intervals, holidays: [...form.holidays], exceptions };
}

export function exceptionOf({ date, name, hours, more }: ExceptionForm) {
  if (date === "") return undefined;
  const read = hours && intervalsOf({ ...weekOf([]), 0: [hours] });
  if (hours && !read) return undefined;
  const first = (read ?? []).map(({ from, to }) => ({ from, to }));
  const why = name.trim();
  return { date, hours: hours ? [...first, ...more] : [], ...(why !== "" && { name: why }) };
}

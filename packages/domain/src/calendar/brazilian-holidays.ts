/**
 * Holidays that Brazilian companies choose from. What the law says of each:
 * - `national`: a national holiday by federal law. Lei 662/1949 in the wording of Lei 10.607/2002
 *   (1 January, 21 April, 1 May, 7 September, 2 and 15 November, 25 December), Lei 6.802/1980
 *   (12 October), Lei 14.759/2023 (20 November, from 2024).
 * - `municipal`: a religious holiday that municipal law declares; Lei 9.093/1995, art. 2 names Good
 *   Friday among the four it allows, and it is kept everywhere.
 * - `customary`: no holiday by federal law. The federal service's yearly ordinance makes it optional
 *   (ponto facultativo), Ash Wednesday until 14:00, and most companies keep it; some states and cities
 *   have laws of their own (Carnival Tuesday in the state of Rio de Janeiro, Lei estadual 5.243/2008).
 */
export type HolidayStanding = "national" | "municipal" | "customary";

interface Holiday {
  readonly standing: HolidayStanding;
  readonly on: MonthDay | DaysAfterEaster;
  /** The first year in which it is one. */
  readonly since?: number;
  /** Minutes after midnight at which work begins again. */
  readonly closedUntil?: number;
}

type MonthDay = { readonly month: number; readonly day: number };
type DaysAfterEaster = { readonly daysAfterEaster: number };

const HOLIDAYS = {
  "new-year": { standing: "national", on: { month: 1, day: 1 } },
  "carnival-monday": { standing: "customary", on: { daysAfterEaster: -48 } },
  "carnival-tuesday": { standing: "customary", on: { daysAfterEaster: -47 } },
  "ash-wednesday": {
    standing: "customary",
    on: { daysAfterEaster: -46 },
    closedUntil: 14 * 60,
  },
  "good-friday": { standing: "municipal", on: { daysAfterEaster: -2 } },
  tiradentes: { standing: "national", on: { month: 4, day: 21 } },
  "labour-day": { standing: "national", on: { month: 5, day: 1 } },
  "corpus-christi": { standing: "customary", on: { daysAfterEaster: 60 } },
  independence: { standing: "national", on: { month: 9, day: 7 } },
  aparecida: { standing: "national", on: { month: 10, day: 12 } },
  "all-souls": { standing: "national", on: { month: 11, day: 2 } },
  republic: { standing: "national", on: { month: 11, day: 15 } },
  "black-awareness": { standing: "national", on: { month: 11, day: 20 }, since: 2024 },
  christmas: { standing: "national", on: { month: 12, day: 25 } },
} as const satisfies Record<string, Holiday>;

export type BrazilianHoliday = keyof typeof HOLIDAYS;

export const BRAZILIAN_HOLIDAYS = Object.keys(HOLIDAYS) as readonly BrazilianHoliday[];

export function holidayStandingOf(name: BrazilianHoliday): HolidayStanding {
  return HOLIDAYS[name].standing;
}

/** Those by federal law, and Good Friday, which is kept everywhere. */
export const USUAL_HOLIDAYS: readonly BrazilianHoliday[] = BRAZILIAN_HOLIDAYS.filter(
  (name) => holidayStandingOf(name) !== "customary",
);

export interface HolidayDate {
  readonly name: BrazilianHoliday;
  readonly standing: HolidayStanding;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Minutes after midnight at which work begins again; absent: closed all day. */
  readonly closedUntil?: number;
}

/** Where a holiday falls in a year; `undefined` in years before it was one. */
export function holidayIn(name: BrazilianHoliday, year: number): HolidayDate | undefined {
  const holiday: Holiday = HOLIDAYS[name];
  if (holiday.since !== undefined && year < holiday.since) return undefined;
  const { standing, on, closedUntil } = holiday;
  const at =
    "month" in on
      ? Date.UTC(year, on.month - 1, on.day)
      : easterSunday(year) + on.daysAfterEaster * 24 * 60 * 60_000;
  const date = new Date(at).toISOString().slice(0, 10);
  return { name, standing, date, ...(closedUntil !== undefined && { closedUntil }) };
}

/**
 * Easter Sunday as ms since epoch, at 00:00 UTC; Gregorian.
 * Source: the anonymous algorithm (Meeus, Astronomical Algorithms, 1991, ch. 8).
 */
export function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}

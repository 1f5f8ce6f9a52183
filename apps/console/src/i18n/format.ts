import { currentLocale, t } from "./translate.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `Intl` objects cost a millisecond each: one per locale and shape is kept. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = currentLocale();
  const key = `${locale}${JSON.stringify(options)}`;
  const held = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, held);
  return held;
}

/** 14:05; where the person is, if no zone is said. */
export function clockTime(instant: string, timeZone?: string): string {
  return formatter({
    ...(timeZone !== undefined && { timeZone }),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** 18/04/2026 14:05; where the person is, if no zone is said. */
export function fullTime(instant: string, timeZone?: string): string {
  return formatter({
    ...(timeZone !== undefined && { timeZone }),
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** 18/04/2026 14:05:09: where steps follow each other within a second. */
export function exactTime(instant: string): string {
  return formatter({ dateStyle: "short", timeStyle: "medium" }).format(new Date(instant));
}

/** 18/04, 14:05 */
export function dayTime(instant: string): string {
  return formatter({
    day: "2-digit",
    month: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** 0:42: where a recording stands, or how long it is. */
export function playTime(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** For lists: the hour today, "ontem", the weekday this week, else the date. */
export function listTime(instant: string, now: number): string {
  const days = daysBetween(Date.parse(instant), now);
  if (days <= 0) return clockTime(instant);
  if (days === 1) return t("time.yesterday");
  const date = new Date(instant);
  if (days < 7) return formatter({ weekday: "short" }).format(date).replace(".", "");
  return formatter({ day: "2-digit", month: "2-digit" }).format(date);
}

/** The line that starts a day in a thread: "Hoje", "Ontem", "sábado, 18 de abril". */
export function dayName(instant: string, now: number): string {
  const days = daysBetween(Date.parse(instant), now);
  if (days === 0) return t("time.today");
  if (days === 1) return t("time.yesterdayLine");
  const date = new Date(instant);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return formatter({
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}

/** When something will happen: "hoje 16:00", "amanhã 09:00", "seg., 20/04 09:00". */
export function futureTime(instant: string, now: number): string {
  const days = -daysBetween(Date.parse(instant), now);
  const time = clockTime(instant);
  if (days === 0) return t("time.todayAt", { time });
  if (days === 1) return t("time.tomorrowAt", { time });
  const day = formatter({ weekday: "short", day: "2-digit", month: "2-digit" });
  return t("time.dayAt", { day: day.format(new Date(instant)), time });
}

/** A span in its largest unit: "agora", "4 min", "2 h", "3 d". */
export function span(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE_MS);
  if (minutes < 1) return t("time.spanNow");
  if (minutes < 60) return t("time.spanMinutes", { count: minutes });
  if (minutes < 48 * 60) return t("time.spanHours", { count: Math.floor(minutes / 60) });
  return t("time.spanDays", { count: Math.floor(minutes / (24 * 60)) });
}

/** The same inside a sentence: "espera há menos de 1 min" where a chip says "agora". */
export const spanInWords = (milliseconds: number): string =>
  Math.abs(milliseconds) < MINUTE_MS ? t("time.underMinute") : span(milliseconds);

/** How much is over, for a chip: "−4 min"; in the first minute "agora". */
export const lateBy = (milliseconds: number): string =>
  milliseconds < MINUTE_MS ? span(milliseconds) : `−${span(milliseconds)}`;

/** A length of time in its two largest units: "42 s", "12 min", "14 h 5 min", "3 d 2 h". */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1_000);
  if (seconds < 60) return t("time.spanSeconds", { count: seconds });
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const parts =
    days > 0
      ? [
          { id: "time.spanDays" as const, count: days },
          { id: "time.spanHours" as const, count: hours % 24 },
        ]
      : [
          { id: "time.spanHours" as const, count: hours },
          { id: "time.spanMinutes" as const, count: minutes % 60 },
        ];
  const said = parts.filter(({ count }) => count > 0);
  // Never broken over two lines.
  return said
    .map(({ id, count }) => t(id, { count }))
    .join(" ")
    .replaceAll(" ", "\u00a0");
}

const KILOBYTE = 1_000;

/** 240 KB, 1,2 MB: as file managers say it. */
export function fileSize(bytes: number): string {
  const isLarge = bytes >= KILOBYTE * KILOBYTE;
  const amount = isLarge ? bytes / KILOBYTE ** 2 : Math.max(1, Math.round(bytes / KILOBYTE));
  const number = new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 1 });
  return `${number.format(amount)} ${isLarge ? "MB" : "KB"}`;
}

/** Calendar days from the first instant to the second, in the person's own time zone. */
function daysBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}

export function startOfDay(instant: number): number {
  const date = new Date(instant);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

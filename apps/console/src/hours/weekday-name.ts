/** A Sunday, so that a weekday's number is a number of days after it. */
const SUNDAY = Date.UTC(2026, 0, 4);

/** The name of a weekday, 0 being Sunday. */
export function weekdayName(weekday: number, locale: string, width: "long" | "short"): string {
  const at = new Date(SUNDAY + weekday * 86_400_000);
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: "UTC" }).format(at);
}

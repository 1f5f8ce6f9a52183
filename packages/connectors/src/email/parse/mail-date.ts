/** Mail is older than this in no archive, and a clock that runs ahead a day is broken (B-04). */
const EARLIEST_AT = Date.UTC(1990, 0, 1);
const AHEAD_MAX_MS = 24 * 60 * 60 * 1_000;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Zone names of RFC 5322 §4.3 in minutes. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  brt: -180,
  brst: -120,
  cet: 60,
  cest: 120,
  wet: 0,
  west: 60,
  jst: 540,
};

export interface MailDate {
  readonly at: number | undefined;
  /** There was something, and it is no time at which a mail can have been written. */
  readonly implausible: boolean;
}

/** A Date header as an instant (RFC 5322 §3.3 with the obsolete forms). */
export function readMailDate(value: string | undefined, now: number): MailDate {
  if (value === undefined || value.trim() === "") return { at: undefined, implausible: false };
  const at = parseDate(value.slice(0, 100));
  if (at === undefined || at < EARLIEST_AT || at > now + AHEAD_MAX_MS) {
    return { at: undefined, implausible: true };
  }
  return { at, implausible: false };
}

function parseDate(value: string): number | undefined {
  const words = value
    .replace(/\([^)]*\)/g, " ")
    .replace(/,/g, " ")
    .trim()
    .split(/\s+/);
  const first = words[0] ?? "";
  if (!/^\d/.test(first)) words.shift();
  const [day = "", month = "", year = "", time = "", zone = ""] = words;
  const monthIndex = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const clock = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?/.exec(time);
  if (monthIndex < 0 || !/^\d{1,2}$/.test(day) || !/^\d{2,4}$/.test(year) || !clock) {
    const other = Date.parse(value);
    return Number.isNaN(other) ? undefined : other;
  }
  const offset = zoneMinutes(zone);
  const utc = Date.UTC(
    fullYear(Number(year)),
    monthIndex,
    Number(day),
    Number(clock[1]),
    Number(clock[2]),
    Number(clock[3] ?? 0),
  );
  return utc - offset * 60_000;
}

function fullYear(year: number): number {
  if (year < 50) return 2000 + year;
  return year < 1000 ? 1900 + year : year;
}

function zoneMinutes(zone: string): number {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!numeric) return ZONES[zone.toLowerCase()] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === "-" ? -minutes : minutes;
}

/* Wall clocks and instants. A wall time is what the clock on the wall shows, as if it were UTC, in ms. */

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Whether this build knows an IANA zone of this name. Offsets such as `+03:00` are no zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+){0,2}$/.test(name)) return false;
  try {
    return formatFor(name) !== undefined;
  } catch {
    return false;
  }
}

/** What the clock on the wall shows at an instant. */
export function wallTime(timeZone: string, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall + (((at % SECOND_MS) + SECOND_MS) % SECOND_MS);
}

/**
 * The first instant at which the clock on the wall shows `wall`, or has passed it. An hour that the
 * clock skips is over when it begins (2018-11-04 in São Paulo begins at 01:00); of an hour that comes
 * twice, the first counts.
 */
export function instantOf(timeZone: string, wall: number): number {
  // No zone is further than 14 hours from UTC: the instant lies between these two midnights.
  const first = Math.floor(wall / DAY_MS) - 1;
  const before = offsetOfDay(timeZone, first);
  const after = offsetOfDay(timeZone, first + 3);
  if (before === after) return wall - before;
  const change = changeBetween(timeZone, first, before);
  return wall < change + before ? wall - before : Math.max(change, wall - after);
}

/** Making a format costs far more than using it; zones are few, however they are spelled. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const zone = timeZone.toLowerCase();
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** Days of all zones together whose offset is remembered: some fifty years of one zone. */
const DAYS_REMEMBERED_MAX = 20_000;
const offsets = new Map<string, number>();

/** The offset from UTC, in ms, at 00:00 UTC of a day since the epoch. */
function offsetOfDay(timeZone: string, day: number): number {
  const key = `${timeZone} ${day}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = wallTime(timeZone, day * DAY_MS) - day * DAY_MS;
    if (offsets.size >= DAYS_REMEMBERED_MAX) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** When, within three days of the first, the zone's offset is no longer `before`; to the second. */
function changeBetween(timeZone: string, firstDay: number, before: number): number {
  let low = (firstDay * DAY_MS) / SECOND_MS;
  let high = low + (3 * DAY_MS) / SECOND_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const at = middle * SECOND_MS;
    if (wallTime(timeZone, at) - at === before) low = middle;
    else high = middle;
  }
  return high * SECOND_MS;
}

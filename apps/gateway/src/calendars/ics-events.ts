import { DAY_MS, type EventOccurrence } from "@circuito/domain";
import ICAL from "ical.js";

export interface IcsWindow {
  /** Ms since epoch. */
  readonly from: number;
  readonly years: number;
}

export type IcsReading =
  | {
      readonly kind: "read";
      readonly events: readonly EventOccurrence[];
      readonly passedOver: readonly { readonly because: string; readonly events: number }[];
    }
  | { readonly kind: "refused"; readonly because: IcsRefusal; readonly message: string };

export type IcsRefusal = "not-a-calendar" | "no-events" | "too-slow";

/** A holiday of last month still explains a promise of last month; older ones explain nothing. */
const LOOK_BACK_MS = 31 * DAY_MS;
const YEAR_MS = 366 * DAY_MS;
/** Times that a file may set: ten years of two hundred days. */
const OCCURRENCES_MAX = 2_000;
/** Of one rule, tried: a daily one over ten years. */
const STEPS_MAX = 4_000;
/** Days of one event: longer closures are no exception but a calendar of their own. */
const DAYS_MAX = 62;
/** What recurs by the hour is no holiday, and may recur for ever within a day. */
const FREQUENCIES = new Set(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]);
const NAME_LENGTH_MAX = 120;

/**
 * Reads the events of an iCalendar file and when they take place within a window. What cannot be used
 * is counted with its reason. Runs where it can be ended: a rule may be made to be searched for ever.
 */
export function readIcsEvents(text: string, window: IcsWindow): IcsReading {
  let root: ICAL.Component;
  try {
    root = new ICAL.Component(ICAL.parse(text));
  } catch {
    return refused("not-a-calendar", "this is no iCalendar file");
  }
  if (root.name !== "vcalendar") return refused("not-a-calendar", "this is no iCalendar file");
  const components = root.getAllSubcomponents("vevent");
  if (components.length === 0) return refused("no-events", "there are no events in this file");

  const events: EventOccurrence[] = [];
  const passedOver = new Map<string, number>();
  for (const component of components) {
    // A moved occurrence belongs to its event, which is read with it.
    if (component.hasProperty("recurrence-id")) continue;
    const taken = takeEvent(component, components, window, OCCURRENCES_MAX - events.length);
    if (typeof taken === "string") passedOver.set(taken, (passedOver.get(taken) ?? 0) + 1);
    else events.push(...taken);
  }
  return {
    kind: "read",
    events,
    passedOver: [...passedOver].map(([because, count]) => ({ because, events: count })),
  };
}

/** @returns its times, or why there are none */
function takeEvent(
  component: ICAL.Component,
  all: readonly ICAL.Component[],
  window: IcsWindow,
  room: number,
): readonly EventOccurrence[] | string {
  if (room <= 0) return "too-many";
  if (component.getFirstPropertyValue("status") === "CANCELLED") return "cancelled";
  try {
    const uid = component.getFirstPropertyValue("uid");
    const moved = all.filter(
      (one) => one.hasProperty("recurrence-id") && one.getFirstPropertyValue("uid") === uid,
    );
    const event = new ICAL.Event(component, { exceptions: [...moved] });
    if (!component.hasProperty("dtstart") || !event.startDate) return "without-a-start";
    if (recursTooOften(component)) return "recurs-too-often";
    const found = occurrencesOf(event, window, room);
    return found.length === 0 ? "outside-the-years" : found;
  } catch {
    return "damaged";
  }
}

function recursTooOften(component: ICAL.Component): boolean {
  return component.getAllProperties("rrule").some((property) => {
    const rule = property.getFirstValue();
    const { freq } = rule instanceof ICAL.Recur ? rule : { freq: "" };
    return !FREQUENCIES.has(freq);
  });
}

function occurrencesOf(event: ICAL.Event, window: IcsWindow, room: number): EventOccurrence[] {
  const earliest = window.from - LOOK_BACK_MS;
  const latest = window.from + window.years * YEAR_MS;
  if (!event.isRecurring()) {
    const one = occurrence(event, event.startDate, event.endDate);
    return one.to > earliest && one.from < latest ? [one] : [];
  }
  const found: EventOccurrence[] = [];
  const iterator = event.iterator();
  for (let step = 0; step < STEPS_MAX && found.length < room; step += 1) {
    const next = iterator.next();
    if (!next || wall(next) >= latest) break;
    if (wall(next) < earliest) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    found.push(occurrence(item, startDate, endDate));
  }
  return found;
}

function occurrence(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time): EventOccurrence {
  const from = wall(start);
  const longest = from + DAYS_MAX * DAY_MS;
  const timeZone = zoneOf(event);
  return {
    name: String(event.summary ?? "")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, NAME_LENGTH_MAX)
      // Half an emoji is no text that could be kept.
      .replace(/[\uD800-\uDBFF]$/, ""),
    from,
    to: Math.min(wall(end), longest),
    isAllDay: start.isDate,
    ...(!start.isDate && timeZone !== undefined && { timeZone }),
  };
}

function zoneOf(event: ICAL.Event): string | undefined {
  const start = event.component.getFirstProperty("dtstart");
  const named = start?.getFirstParameter("tzid");
  if (typeof named === "string" && named !== "") return named;
  return event.startDate.zone === ICAL.Timezone.utcTimezone ? "UTC" : undefined;
}

function wall({ year, month, day, hour, minute, second }: ICAL.Time): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function refused(because: IcsRefusal, message: string): IcsReading {
  return { kind: "refused", because, message };
}

import {
  BRAZILIAN_HOLIDAYS,
  type BrazilianHoliday,
  type Calendar,
  closesAt,
  DAY_MS,
  elapsedBetween,
  holidayIn,
  importEvents,
  isOpen,
  openingsBetween,
  opensAt,
  wallTime,
} from "@circuito/domain";
import { type CalendarView, EXCEPTION_HOURS_MAX, EXCEPTIONS_MAX } from "@circuito/protocol";
import {
  type CalendarInUse,
  deleteCalendar,
  findCalendar,
  findInboxCalendar,
  findStoredCalendar,
  listCalendars,
  listCalendarUses,
  lockCalendar,
  lockTerms,
  type StoredCalendar,
  saveCalendar,
  setInboxCalendar,
  type Transaction,
} from "@circuito/store";
import { readIcs } from "../../calendars/read-ics.ts";
import type { Answer, Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere, visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** As far ahead as one puts something off without looking at a calendar. */
const HOURS_AHEAD_MS = 14 * DAY_MS;
/** Two a day, with room for odd ones. */
const OPENINGS_MAX = 40;

export function calendarHandlers(
  parts: WebParts,
): Pick<
  Handlers,
  | "listCalendars"
  | "createCalendar"
  | "updateCalendar"
  | "deleteCalendar"
  | "importCalendar"
  | "previewCalendar"
  | "previewCalendarDraft"
  | "listCalendarUses"
  | "getInboxCalendar"
  | "setInboxCalendar"
  | "getConversationHours"
> {
  const { database, newId, now } = parts;
  const save = ({ client }: Transaction, stored: StoredCalendar) =>
    saveCalendar(client, stored, newId, now());
  const changing = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      await lockTerms(tx.client);
      return await work(tx);
    });

  return {
    async getConversationHours({ who, params }) {
      const { inboxId } = await visibleConversation(parts, who, params.id);
      const calendar = await findCalendar(database.pool, inboxId);
      if (!calendar) return { openings: null };
      const from = now();
      const spans = openingsBetween(calendar, from, from + HOURS_AHEAD_MS, OPENINGS_MAX);
      return { openings: spans.map((span) => ({ from: iso(span.from), to: iso(span.to) })) };
    },
    async listCalendars() {
      const items = (await listCalendars(database.pool)).map(calendarViewOf);
      return { items, nextCursor: null };
    },

    async createCalendar({ body }) {
      const stored = storedCalendarOf(newId(), body);
      await changing((tx) => save(tx, stored));
      parts.configurationChanged();
      return calendarViewOf(stored);
    },

    async updateCalendar({ params, body }) {
      const stored = storedCalendarOf(params.id, body);
      await changing(async (tx) => {
        if (!(await lockCalendar(tx.client, params.id))) throw nothingHere();
        await save(tx, stored);
      });
      parts.configurationChanged();
      return calendarViewOf(stored);
    },

    async deleteCalendar({ params }) {
      await changing(async ({ client }) => {
        if (!(await lockCalendar(client, params.id))) throw nothingHere();
        const usedBy = await deleteCalendar(client, params.id);
        if (usedBy === undefined) return;
        throw new HttpProblem("conflict", `${WHO_USES[usedBy]} by this calendar`, {
          details: { because: `used-by-${usedBy}` },
        });
      });
      parts.configurationChanged();
      return {};
    },

    async importCalendar({ params, body }) {
      const read = await readIcs(body.ics, { from: now(), years: body.years });
      if (read.kind === "refused") {
        throw new HttpProblem("invalid", `body.ics: ${read.message}`, {
          details: { because: read.because },
        });
      }
      const { stored, dates } = await changing(async (tx) => {
        const before = await lockCalendar(tx.client, params.id);
        if (!before) throw nothingHere();
        const imported = importEvents(before.calendar, read.events, body.means);
        refuseTooMuch(imported.calendar);
        const after = { ...before, calendar: imported.calendar };
        if (!body.dryRun) await save(tx, after);
        return { stored: after, dates: imported.dates };
      });
      if (!body.dryRun) parts.configurationChanged();
      return {
        calendar: calendarViewOf(stored),
        dates,
        events: read.events.length,
        passedOver: [...read.passedOver],
      };
    },

    async previewCalendar({ params, query }) {
      const found = await findStoredCalendar(database.pool, params.id);
      if (!found) throw nothingHere();
      return previewOf(found.calendar, query.at === undefined ? now() : Date.parse(query.at));
    },

    async previewCalendarDraft({ body }) {
      const { calendar } = storedCalendarOf("", body.calendar);
      return previewOf(calendar, body.at === undefined ? now() : Date.parse(body.at));
    },

    async listCalendarUses() {
      const items = (await listCalendarUses(database.pool)).map((use) => ({
        calendarId: use.calendarId,
        inboxes: [...use.inboxes],
        policies: [...use.policies],
        people: [...use.people],
      }));
      return { items, nextCursor: null };
    },

    async getInboxCalendar({ params }) {
      const found = await findInboxCalendar(database.pool, params.id);
      if (!found) throw nothingHere();
      return found;
    },

    async setInboxCalendar({ params, body }) {
      const { calendarId } = body;
      await database.transaction(async ({ client }) => {
        if (!(await findInboxCalendar(client, params.id))) throw nothingHere();
        if (calendarId !== null && !(await lockCalendar(client, calendarId))) {
          throw new HttpProblem("invalid", "body.calendarId: no such calendar");
        }
        await setInboxCalendar(client, params.id, calendarId);
      });
      parts.configurationChanged();
      return { calendarId };
    },
  };
}

/** What is kept can be sent back as it was read: a file gets no further than a person. */
function refuseTooMuch({ exceptions = [] }: Calendar): void {
  const crowded = exceptions.find(({ hours }) => hours.length > EXCEPTION_HOURS_MAX);
  if (crowded) {
    const message = `body.ics: ${crowded.date} would have ${crowded.hours.length} openings, at most ${EXCEPTION_HOURS_MAX} are possible`;
    throw new HttpProblem("invalid", message, { details: { because: "too-many-hours" } });
  }
  if (exceptions.length > EXCEPTIONS_MAX) {
    const message = `body.ics: the calendar would have ${exceptions.length} dates of its own, at most ${EXCEPTIONS_MAX} are possible`;
    throw new HttpProblem("invalid", message, { details: { because: "too-many-dates" } });
  }
}

const WHO_USES: Readonly<Record<CalendarInUse, string>> = {
  inbox: "an inbox answers",
  policy: "a policy counts",
  shift: "somebody works",
};

function previewOf(calendar: Calendar, at: number): Answer<"previewCalendar"> {
  return {
    at: iso(at),
    open: isOpen(calendar, at),
    opensAt: isoOrNull(opensAt(calendar, at)),
    closesAt: isoOrNull(closesAt(calendar, at)),
    weekMs: elapsedBetween(calendar, at, at + 7 * DAY_MS),
    holidays: holidaysAround(calendar, at),
  };
}

function holidaysAround(calendar: Calendar, at: number) {
  const year = new Date(wallTime(calendar.timeZone, at)).getUTCFullYear();
  return [year, year + 1]
    .flatMap((each) =>
      BRAZILIAN_HOLIDAYS.flatMap((name) => {
        const holiday = holidayIn(name, each);
        if (!holiday) return [];
        const { date, standing } = holiday;
        return [{ name, date, standing, chosen: calendar.holidays?.includes(name) ?? false }];
      }),
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

function storedCalendarOf(id: string, body: Omit<CalendarView, "id">): StoredCalendar {
  const { name, timeZone, intervals, holidays, exceptions } = body;
  const known = BRAZILIAN_HOLIDAYS.filter((one) => holidays.includes(one));
  const dated = exceptions.map(({ date, name: why, hours }) => ({
    date,
    hours,
    ...(why !== undefined && { name: why }),
  }));
  return { id, name, calendar: { timeZone, intervals, holidays: known, exceptions: dated } };
}

export function calendarViewOf({ id, name, calendar }: StoredCalendar): CalendarView {
  const holidays: readonly BrazilianHoliday[] = calendar.holidays ?? [];
  return {
    id,
    name,
    timeZone: calendar.timeZone,
    intervals: [...calendar.intervals],
    holidays: [...holidays],
    exceptions: (calendar.exceptions ?? []).map((one) => ({ ...one, hours: [...one.hours] })),
  };
}

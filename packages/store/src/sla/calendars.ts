import type { Calendar } from "@circuito/domain";
import { tellConfigurationChanged } from "../configuration/inboxes.ts";
import type { Queryable } from "../database.ts";
import { publishTerms } from "./terms.ts";

export interface StoredCalendar {
  readonly id: string;
  readonly name: string;
  readonly calendar: Calendar;
}

export async function listCalendars(q: Queryable): Promise<readonly StoredCalendar[]> {
  const { rows } = await q.query<StoredCalendar>({
    name: "list-calendars",
    text: "select id, name, calendar from calendars order by name, id",
  });
  return rows;
}

export async function findStoredCalendar(
  q: Queryable,
  id: string,
): Promise<StoredCalendar | undefined> {
  const { rows } = await q.query<StoredCalendar>({
    name: "find-stored-calendar",
    text: "select id, name, calendar from calendars where id = $1",
    values: [id],
  });
  return rows[0];
}

/** One calendar, locked until the transaction ends. */
export async function lockCalendar(tx: Queryable, id: string): Promise<StoredCalendar | undefined> {
  const { rows } = await tx.query<StoredCalendar>({
    name: "lock-calendar",
    text: "select id, name, calendar from calendars where id = $1 for update",
    values: [id],
  });
  return rows[0];
}

/** Adds a calendar or saves a changed one; policies that count by it have other terms from now on. */
export async function saveCalendar(
  tx: Queryable,
  { id, name, calendar }: StoredCalendar,
  newId: () => string,
  now: number,
): Promise<void> {
  await tx.query({
    name: "save-calendar",
    text: `insert into calendars (id, name, calendar) values ($1, $2, $3)
      on conflict (id) do update set name = excluded.name, calendar = excluded.calendar`,
    values: [id, name, JSON.stringify(calendar)],
  });
  await publishTerms(tx, await policiesBy(tx, id), newId, now);
  await tellConfigurationChanged(tx, id);
}

/** What keeps a calendar from being deleted: somebody counts, answers or works by it. */
export type CalendarInUse = "inbox" | "policy" | "shift";

/** @returns why it stays, `undefined` when it is gone */
export async function deleteCalendar(
  tx: Queryable,
  id: string,
): Promise<CalendarInUse | undefined> {
  if ((await policiesBy(tx, id)).length > 0) return "policy";
  const { rows } = await tx.query<{ inbox: boolean; shift: boolean }>({
    name: "is-calendar-used",
    text: `select exists (select from inboxes where calendar_id = $1) as inbox,
      exists (select from agents where shift_id = $1) as shift`,
    values: [id],
  });
  if (rows[0]?.inbox) return "inbox";
  if (rows[0]?.shift) return "shift";
  await tx.query("delete from calendars where id = $1", [id]);
  await tellConfigurationChanged(tx, id);
  return undefined;
}

/** Who goes by a calendar, by name. */
export interface CalendarUse {
  readonly calendarId: string;
  readonly inboxes: readonly Named[];
  readonly policies: readonly Named[];
  readonly people: readonly Named[];
}
interface Named {
  readonly id: string;
  readonly name: string;
}

export async function listCalendarUses(q: Queryable): Promise<readonly CalendarUse[]> {
  const named = (from: string, by: string) =>
    `coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by x.name)
      from ${from} x where ${by}), '[]')`;
  const { rows } = await q.query<CalendarUse>({
    name: "list-calendar-uses",
    text: `select c.id as "calendarId", ${named("inboxes", "x.calendar_id = c.id")} as inboxes,
        ${named(
          "sla_policies",
          "x.policy->'targets' @> jsonb_build_array(jsonb_build_object('calendarId', c.id::text))",
        )} as policies,
        ${named("agents", "x.shift_id = c.id and x.disabled_at is null")} as people
      from calendars c order by c.name, c.id`,
  });
  return rows;
}

/** By which calendar an inbox answers; `undefined` if there is no such inbox. */
export async function findInboxCalendar(
  q: Queryable,
  inboxId: string,
): Promise<{ readonly calendarId: string | null } | undefined> {
  const { rows } = await q.query<{ calendarId: string | null }>({
    name: "find-inbox-calendar",
    text: `select calendar_id as "calendarId" from inboxes where id = $1`,
    values: [inboxId],
  });
  return rows[0];
}

/** Sets by which calendar an inbox answers; the calendar is there, which its lock says. */
export async function setInboxCalendar(
  tx: Queryable,
  inboxId: string,
  calendarId: string | null,
): Promise<void> {
  await tx.query("update inboxes set calendar_id = $2 where id = $1", [inboxId, calendarId]);
  await tellConfigurationChanged(tx, inboxId);
}

async function policiesBy(q: Queryable, calendarId: string): Promise<readonly string[]> {
  const { rows } = await q.query<{ id: string }>({
    name: "policies-by-calendar",
    text: `select id from sla_policies where policy->'targets' @> jsonb_build_array(
      jsonb_build_object('calendarId', $1::text))`,
    values: [calendarId],
  });
  return rows.map((row) => row.id);
}

import type { InboxId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Calendars that presence is judged by, as text: whoever parses them may keep what did not change. */
export interface PresenceCalendars {
  /** Of each inbox; those without are always open. */
  readonly inboxes: readonly { readonly id: InboxId; readonly calendarId: string | null }[];
  /** Those that are somebody's shift. */
  readonly shiftIds: readonly string[];
  readonly calendars: readonly { readonly id: string; readonly text: string }[];
}

export async function loadPresenceCalendars(q: Queryable): Promise<PresenceCalendars> {
  const { rows } = await q.query<PresenceCalendars>({
    name: "load-presence-calendars",
    text: `select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'calendarId', calendar_id)), '[]')
        from inboxes) as inboxes,
      array(select distinct shift_id::text from agents
        where shift_id is not null and wanted in ('available', 'busy')) as "shiftIds",
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'text', calendar::text)), '[]')
        from calendars) as calendars`,
  });
  const [row] = rows;
  if (!row) throw new Error("read the calendars of presence");
  return row;
}

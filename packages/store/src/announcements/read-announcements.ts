import type { Queryable } from "../database.ts";
import type { AnnouncementKind } from "../schema/index.ts";

export interface AnnouncementReading {
  readonly id: string;
  readonly kind: AnnouncementKind;
  readonly fromName: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Ms since epoch. */
  readonly at: number;
}

/** Nobody reads more than this at once; the rest comes when these are read. */
const UNREAD_MAX = 50;
/** What nobody read by then is no news. */
const ANNOUNCEMENTS_KEPT_DAYS = 30;

/** What somebody was told and has not read, the oldest first. */
export async function listUnreadAnnouncements(
  q: Queryable,
  agentId: string,
): Promise<readonly AnnouncementReading[]> {
  const { rows } = await q.query<Omit<AnnouncementReading, "at"> & { readonly at: Date }>({
    name: "list-unread-announcements",
    text: `select a.id, a.kind, a.from_name as "fromName", a.text, a.data, a.at
      from announcement_readers r join announcements a on a.id = r.announcement_id
      where r.agent_id = $1 and r.read_at is null order by a.at, a.id limit ${UNREAD_MAX}`,
    values: [agentId],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

export async function markAnnouncementsRead(
  q: Queryable,
  agentId: string,
  ids: readonly string[],
): Promise<void> {
  await q.query({
    name: "mark-announcements-read",
    text: `update announcement_readers set read_at = now()
      where agent_id = $1 and announcement_id = any($2::uuid[]) and read_at is null`,
    values: [agentId, ids],
  });
}

export async function forgetOldAnnouncements(q: Queryable): Promise<void> {
  await q.query({
    name: "forget-old-announcements",
    text: `delete from announcements
      where at < now() - ${ANNOUNCEMENTS_KEPT_DAYS} * interval '1 day'`,
  });
}

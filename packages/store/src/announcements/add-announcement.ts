import type { AgentId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";
import type { AnnouncementKind } from "../schema/index.ts";

export interface NewAnnouncement {
  readonly id: string;
  readonly kind: AnnouncementKind;
  readonly fromId: string;
  readonly fromName: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Whoever it is for; each keeps it until they have read it. */
  readonly to: readonly AgentId[];
}

/** @returns false if it is there already: a repeat says nothing twice */
export async function addAnnouncement(tx: Queryable, told: NewAnnouncement): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "add-announcement",
    text: `insert into announcements (id, kind, from_id, from_name, text, data)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [told.id, told.kind, told.fromId, told.fromName, told.text, told.data],
  });
  if (rowCount === 0) return false;
  await tx.query({
    name: "add-announcement-readers",
    text: `insert into announcement_readers (agent_id, announcement_id)
      select id, $1 from unnest($2::uuid[]) as reader(id)`,
    values: [told.id, told.to],
  });
  await writeNotices(tx, [{ type: "announcement.created", subjectId: told.id, audience: told.to }]);
  return true;
}

/** Who is told: of the whole installation, of these queues, or these people; who may log in. */
export async function findReaders(
  q: Queryable,
  to:
    | {
        readonly queueIds?: readonly string[] | undefined;
        readonly agentIds?: readonly string[] | undefined;
      }
    | "everybody",
): Promise<readonly AgentId[]> {
  const { rows } = await q.query<{ id: AgentId }>({
    name: "find-announcement-readers",
    text: `select a.id from agents a where a.disabled_at is null and ($1 or a.id = any($2::uuid[])
        or exists (select from queue_members m where m.agent_id = a.id and m.queue_id = any($3::uuid[])))
      order by a.id`,
    values: [
      to === "everybody",
      to === "everybody" ? [] : (to.agentIds ?? []),
      to === "everybody" ? [] : (to.queueIds ?? []),
    ],
  });
  return rows.map(({ id }) => id);
}

import type { Activity, AgentId, ConversationId, QueueId } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../../conversations/queue-to-see.ts";
import type { Queryable } from "../../database.ts";
import { writeNotices } from "../../notices.ts";
import { addActivities } from "../save-activities.ts";
import type { NamedPoint } from "./save-names.ts";

interface Row {
  readonly id: ConversationId;
  readonly address: string;
  readonly contact_id: string;
  readonly is_open: boolean;
  readonly queue_id: QueueId | null;
  readonly assignee_id: AgentId | null;
}

/**
 * Makes one contact point of two that turned out to be one account: its names are one contact's, and
 * of two open conversations the one of the older point goes on. What the other held stays where it was
 * said, closed, and says where it goes on. Each step is told with what it was before, so that a person
 * can take it back. Rare: a point a statement.
 */
export async function joinPoints(tx: Queryable, points: readonly NamedPoint[]): Promise<void> {
  for (const point of points) {
    if (point.moved.length > 0) await moveNames(tx, point);
    if (point.joined.length > 0) await joinConversations(tx, point);
    if (point.given !== undefined) await giveName(tx, point, point.given);
  }
}

async function moveNames(tx: Queryable, point: NamedPoint): Promise<void> {
  const { contact, moved } = point;
  const { rows } = await tx.query<Row & { readonly name: string }>({
    name: "move-identities",
    text: `with former as (
        select address, contact_id from identities where address = any($2::text[]) for update
      ), done as (
        update identities i set contact_id = $1 from former f where i.address = f.address
      )
      select f.address as name, f.contact_id, c.id, c.address,
        ${QUEUE_TO_SEE} as queue_id, c.assignee_id, false as is_open
      from former f cross join lateral (
        select * from conversations where contact_id = f.contact_id
        order by arrived_at desc limit 1) c`,
    values: [contact?.id, moved],
  });
  await tell(
    tx,
    rows,
    rows.map((row) => ({
      conversationId: row.id,
      kind: "joined",
      because: becauseOf(point),
      data: { address: row.name, formerContactId: row.contact_id },
    })),
  );
}

async function joinConversations(tx: Queryable, point: NamedPoint): Promise<void> {
  const { inboxId, address, joined, contact, given } = point;
  await tx.query({
    name: "lead-aliases-on",
    text: "update point_aliases set address = $2 where inbox_id = $1 and address = any($3::text[])",
    values: [inboxId, address, joined],
  });
  const { rows } = await tx.query<Row>({
    name: "lock-joined-conversations",
    text: `select id, address, contact_id, status in ('open','snoozed') as is_open,
        ${QUEUE_TO_SEE} as queue_id, assignee_id
      from conversations c where inbox_id = $1 and address = any($2::text[])
      order by arrived_at, id for update`,
    values: [inboxId, [address, ...joined]],
  });
  const others = rows.filter((row) => row.address !== address);
  const open = others.filter((row) => row.is_open);
  // The first goes on where the older point has none.
  const kept = rows.find((row) => row.address === address && row.is_open) ?? open[0];
  const renamed = given === undefined ? open.filter((row) => row === kept) : others;
  await tx.query({
    name: "close-joined-conversations",
    text: `update conversations set status = 'closed', merged_into_id = $2, version = version + 1,
        resolved_at = coalesce(resolved_at, now()), snoozed_until = null
      where id = any($1::uuid[])`,
    values: [open.filter((row) => row !== kept).map((row) => row.id), kept?.id ?? null],
  });
  await tx.query({
    name: "rename-joined-conversations",
    text: `update conversations set contact_id = coalesce($2, contact_id), version = version + 1,
        address = case when id = any($4::uuid[]) then $3 else address end
      where id = any($1::uuid[])`,
    values: [
      others.map((row) => row.id),
      contact?.id ?? null,
      address,
      renamed.map((row) => row.id),
    ],
  });
  await tell(
    tx,
    rows,
    others.map((row) => ({
      conversationId: row.id,
      kind: "joined",
      because: becauseOf(point),
      data: {
        ...(kept && { into: kept.id }),
        address,
        formerAddress: row.address,
        formerContactId: row.contact_id,
      },
    })),
  );
}

/** Whoever writes under it from now on is somebody else. */
async function giveName(tx: Queryable, { inboxId, address }: NamedPoint, given: string) {
  await tx.query({
    name: "give-identity",
    text: "delete from identities where address = $1",
    values: [given],
  });
  await tx.query({
    name: "give-alias",
    text: "delete from point_aliases where inbox_id = $1 and alias = $2",
    values: [inboxId, given],
  });
  await tx.query({
    name: "move-reply-window",
    text: `update reply_windows w set address = $3 where inbox_id = $1 and address = $2
      and not exists (select from reply_windows o where o.inbox_id = $1 and o.address = $3)`,
    values: [inboxId, given, address],
  });
}

function becauseOf({ because, given }: NamedPoint): string {
  if (given !== undefined) return "number-changed";
  return because === "same-number" ? because : "same-account";
}

async function tell(
  tx: Queryable,
  rows: readonly Row[],
  activities: readonly Activity[],
): Promise<void> {
  const audience = (row: Row) => [row.queue_id, row.assignee_id].filter((id) => id !== null);
  await addActivities(tx, activities, new Map(rows.map((row) => [row.id, audience(row)])));
  await writeNotices(
    tx,
    rows.map((row) => ({
      type: "conversation.changed",
      subjectId: row.id,
      conversationId: row.id,
      audience: audience(row),
    })),
  );
}

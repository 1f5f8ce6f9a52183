import type { Activity, AgentId, ConversationId, QueueId } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { type Notice, writeNotices } from "../../notices.ts";
import { addActivities } from "../save-activities.ts";
import type { NamedPoint } from "./save-names.ts";

interface Row {
  readonly id: ConversationId;
  readonly address: string;
  readonly contact_id: string;
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
  }
}

async function moveNames(tx: Queryable, { contact, moved }: NamedPoint): Promise<void> {
  await tx.query({
    name: "move-identities",
    text: "update identities set contact_id = $1 where address = any($2::text[])",
    values: [contact?.id, moved],
  });
}

async function joinConversations(tx: Queryable, point: NamedPoint): Promise<void> {
  const { inboxId, address, joined, contact } = point;
  await tx.query({
    name: "lead-aliases-on",
    text: `update point_aliases set address = $2 where inbox_id = $1 and address = any($3::text[])`,
    values: [inboxId, address, joined],
  });
  const { rows } = await tx.query<Row>({
    name: "lock-joined-conversations",
    text: `select id, address, contact_id, queue_id, assignee_id from conversations
      where inbox_id = $1 and address = any($2::text[]) and status in ('open','snoozed')
      order by id for update`,
    values: [inboxId, [address, ...joined]],
  });
  const own = rows.find((row) => row.address === address);
  const others = rows.filter((row) => row.address !== address);
  // The first goes on where the older point has none.
  const kept = own ?? others[0];
  const closing = others.filter((row) => row !== kept);
  await tx.query({
    name: "close-joined-conversations",
    text: `update conversations set status = 'closed', merged_into_id = $2, version = version + 1,
        resolved_at = coalesce(resolved_at, now()), snoozed_until = null
      where id = any($1::uuid[])`,
    values: [closing.map((row) => row.id), kept?.id ?? null],
  });
  await tx.query({
    name: "rename-joined-conversations",
    text: `update conversations set contact_id = coalesce($3, contact_id),
        address = case when id = $4 then $2 else address end,
        version = version + case when id = $4 then 1 else 0 end
      where inbox_id = $1 and address = any($5::text[])`,
    values: [inboxId, address, contact?.id ?? null, own ? null : (kept?.id ?? null), joined],
  });
  if (!kept) return;
  await tell(tx, point, kept, others);
}

async function tell(
  tx: Queryable,
  { address, because }: NamedPoint,
  kept: Row,
  others: readonly Row[],
): Promise<void> {
  const activities: Activity[] = others.map((row) => ({
    conversationId: row.id,
    kind: "joined",
    because: because === "same-number" ? "same-number" : "same-account",
    data: {
      into: kept.id,
      address,
      formerAddress: row.address,
      formerContactId: row.contact_id,
    },
  }));
  const audience = (row: Row) => [row.queue_id, row.assignee_id].filter((id) => id !== null);
  const all = [kept, ...others.filter((row) => row !== kept)];
  await addActivities(tx, activities, new Map(all.map((row) => [row.id, audience(row)])));
  await writeNotices(
    tx,
    all.map(
      (row): Notice => ({
        type: "conversation.changed",
        subjectId: row.id,
        conversationId: row.id,
        audience: audience(row),
      }),
    ),
  );
}

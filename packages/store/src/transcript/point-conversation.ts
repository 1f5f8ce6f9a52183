import type {
  Address,
  ConversationId,
  ConversationStatus,
  InboxId,
  QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What a customer may know of their conversation: no notes, no routing. */
export interface PointConversation {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly status: ConversationStatus;
  /** Seq of the newest message that is no note; 0 before the first. */
  readonly lastPublicSeq: number;
  /** The queue it waits in while nobody has it. */
  readonly waitsInQueueId: QueueId | null;
  readonly agentName: string | null;
  readonly contactName: string | null;
}

const COLUMNS = `c.id, c.protocol, c.status, c.last_public_seq as "lastPublicSeq",
  case when c.status = 'open' and c.assignee_id is null then c.queue_id end as "waitsInQueueId",
  case when c.status in ('open','snoozed') then a.name end as "agentName",
  p.name as "contactName"`;

/** The open conversation of a contact point, or its last one. */
export async function findPointConversation(
  q: Queryable,
  point: { readonly inboxId: string; readonly address: string },
): Promise<PointConversation | undefined> {
  const { rows } = await q.query<PointConversation>({
    name: "find-point-conversation",
    text: `select ${COLUMNS} from conversations c join contacts p on p.id = c.contact_id
        left join agents a on a.id = c.assignee_id
      where c.inbox_id = $1 and c.address = $2
      order by c.status in ('open','snoozed') desc, c.arrived_at desc limit 1`,
    values: [point.inboxId, point.address],
  });
  return rows[0];
}

/** A contact point, and its conversation. */
export interface OfPoint {
  readonly inboxId: InboxId;
  readonly address: Address;
  readonly conversation: PointConversation;
}

/** Of these contact points, the conversations that wait for somebody. */
export async function findWaitingOfPoints(
  q: Queryable,
  points: readonly { readonly inboxId: string; readonly address: string }[],
): Promise<readonly OfPoint[]> {
  const { rows } = await q.query<PointConversation & Omit<OfPoint, "conversation">>({
    name: "find-waiting-of-points",
    text: `select c.inbox_id as "inboxId", c.address, ${COLUMNS}
      from unnest($1::uuid[], $2::text[]) as asked(inbox_id, address)
        join conversations c on c.inbox_id = asked.inbox_id and c.address = asked.address
        join contacts p on p.id = c.contact_id left join agents a on a.id = c.assignee_id
      where c.status = 'open' and c.assignee_id is null and c.queue_id is not null`,
    values: [points.map((p) => p.inboxId), points.map((p) => p.address)],
  });
  return rows.map(({ inboxId, address, ...conversation }) => ({ inboxId, address, conversation }));
}

/** Of a contact point, whether a conversation is its own. */
export async function isOfPoint(
  q: Queryable,
  conversationId: string,
  point: { readonly inboxId: string; readonly address: string },
): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "is-of-point",
    text: "select from conversations where id = $1 and inbox_id = $2 and address = $3",
    values: [conversationId, point.inboxId, point.address],
  });
  return rowCount === 1;
}

/** Whose conversation it is. */
export async function findPointOf(
  q: Queryable,
  conversationId: string,
): Promise<{ readonly inboxId: InboxId; readonly address: Address } | undefined> {
  const { rows } = await q.query<{ inboxId: InboxId; address: Address }>({
    name: "find-point-of",
    text: `select inbox_id as "inboxId", address from conversations where id = $1`,
    values: [conversationId],
  });
  return rows[0];
}

import type {
  Address,
  AgentId,
  Channel,
  ContactId,
  ConversationId,
  OpenElsewhere,
  QueueId,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";

interface Row {
  readonly contact_id: ContactId;
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly assignee_id: AgentId | null;
  readonly queue_id: QueueId | null;
  readonly last_message_at: Date;
}

/** Who is about to open a conversation. */
export interface Openers {
  readonly contactIds: readonly ContactId[];
  /** They hold one of these. */
  readonly addresses: readonly Address[];
  /** Where they write now: whoever writes at a shared address may be anybody. */
  readonly from: readonly Address[];
}

/**
 * Open conversations of these people in which something was said since an instant, newest first. What
 * goes on at a shared address may be somebody else's.
 */
export async function findElsewhere(
  tx: Queryable,
  { contactIds, addresses, from }: Openers,
  since: number,
): Promise<ReadonlyMap<ContactId, readonly OpenElsewhere[]>> {
  if (contactIds.length + addresses.length === 0) return new Map();
  const { rows } = await tx.query<Row>({
    name: "find-elsewhere",
    text: `select c.contact_id, c.id, c.protocol, c.channel, c.assignee_id,
        ${QUEUE_TO_SEE} as queue_id, c.last_message_at
      from conversations c
      where c.contact_id in (select unnest($1::uuid[])
          union select contact_id from identities where address = any($3::text[]))
        and c.status in ('open','snoozed')
        and c.last_message_at >= $2
        and not exists (select from identities i where i.shared
          and (i.address = c.address
            or (i.contact_id = c.contact_id and i.address = any($4::text[]))))
      order by c.last_message_at desc`,
    values: [contactIds, new Date(since).toISOString(), addresses, from],
  });
  const found = new Map<ContactId, OpenElsewhere[]>();
  for (const row of rows) {
    const others = found.get(row.contact_id) ?? [];
    found.set(row.contact_id, others);
    others.push({
      id: row.id,
      protocol: row.protocol,
      channel: row.channel,
      assigneeId: row.assignee_id ?? undefined,
      queueId: row.queue_id ?? undefined,
      lastMessageAt: row.last_message_at.getTime(),
    });
  }
  return found;
}

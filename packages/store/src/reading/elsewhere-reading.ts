import type { AgentId, Channel, ConversationId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** An open conversation of the same person on another channel. */
export interface ElsewhereReading {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly queueId: QueueId | null;
  readonly assigneeId: AgentId | null;
  readonly assigneeName: string | null;
  readonly lastMessageAt: number;
}

/**
 * Where the person of an open conversation writes, too, newest first. Nothing is concluded from shared
 * addresses, on either side.
 * @param since ms since epoch: what has been silent for longer is another matter
 */
export async function listElsewhere(
  q: Queryable,
  conversationId: string,
  since: number,
): Promise<readonly ElsewhereReading[]> {
  const { rows } = await q.query<
    Omit<ElsewhereReading, "lastMessageAt"> & { readonly lastMessageAt: Date }
  >({
    name: "list-elsewhere",
    text: `select o.id, o.protocol, o.channel, o.queue_id as "queueId",
        o.assignee_id as "assigneeId", a.name as "assigneeName", o.last_message_at as "lastMessageAt"
      from conversations c join conversations o on o.contact_id = c.contact_id
      left join agents a on a.id = o.assignee_id
      where c.id = $1 and o.channel <> c.channel and o.last_message_at >= $2
        and c.status in ('open','snoozed') and o.status in ('open','snoozed')
        and not exists (select from identities i
          where i.address in (c.address, o.address) and i.shared)
      order by o.last_message_at desc`,
    values: [conversationId, new Date(since).toISOString()],
  });
  return rows.map((row) => ({ ...row, lastMessageAt: row.lastMessageAt.getTime() }));
}

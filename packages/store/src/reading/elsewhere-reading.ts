import type { AgentId, Channel, ConversationId, QueueId } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";

/** An open conversation of the same person on another channel. */
export interface ElsewhereReading {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  /** Whose it is to see. */
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
    text: `select c.id, c.protocol, c.channel, ${QUEUE_TO_SEE} as "queueId",
        c.assignee_id as "assigneeId", a.name as "assigneeName", c.last_message_at as "lastMessageAt"
      from conversations here join conversations c on c.contact_id = here.contact_id
      left join agents a on a.id = c.assignee_id
      where here.id = $1 and c.channel <> here.channel and c.last_message_at >= $2
        and here.status in ('open','snoozed') and c.status in ('open','snoozed')
        and not exists (select from identities i
          where i.address in (here.address, c.address) and i.shared)
      order by c.last_message_at desc`,
    values: [conversationId, new Date(since).toISOString()],
  });
  return rows.map((row) => ({ ...row, lastMessageAt: row.lastMessageAt.getTime() }));
}

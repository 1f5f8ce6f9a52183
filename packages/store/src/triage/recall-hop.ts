import type { HandOver } from "@circuito/domain";
import type { Queryable } from "../database.ts";

interface Row {
  readonly kind: HandOver["kind"];
  readonly by_agent_id: HandOver["byAgentId"] | null;
  readonly by_name: string;
  readonly from_queue_id: HandOver["fromQueueId"] | null;
  readonly note: string;
  readonly result: string | null;
  readonly diverted: NonNullable<HandOver["diverted"]>["because"] | null;
  readonly meant_queue_id: NonNullable<HandOver["diverted"]>["meantQueueId"] | null;
  readonly at: Date;
}

/**
 * Unmakes a conversation's last hand-over, under the lock of its row: it was no hop after all, and nobody's
 * figures count it. The one before it goes on.
 * @returns that one, `undefined` if there was none
 */
export async function removeLastHop(
  tx: Queryable,
  conversationId: string,
): Promise<HandOver | undefined> {
  const { rows } = await tx.query<Row>({
    name: "remove-last-hop",
    text: `with gone as (
        delete from hops h where h.conversation_id = $1
          and h.n = (select max(n) from hops where conversation_id = $1) returning n
      )
      update hops h set left_at = null from gone
      where h.conversation_id = $1 and h.n = gone.n - 1
      returning h.kind, h.by_agent_id, h.by_name, h.from_queue_id, h.note, h.result, h.diverted,
        h.meant_queue_id, h.at`,
    values: [conversationId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { diverted, meant_queue_id: meantQueueId } = row;
  return {
    kind: row.kind,
    ...(row.by_agent_id && { byAgentId: row.by_agent_id }),
    byName: row.by_name,
    fromQueueId: row.from_queue_id ?? undefined,
    note: row.note,
    ...(row.result !== null && { result: row.result }),
    at: row.at.getTime(),
    ...(diverted && meantQueueId && { diverted: { because: diverted, meantQueueId } }),
  };
}

/** Whether one of us wrote to the customer since an instant, other than what is still kept back. */
export async function hasAnsweredSince(
  q: Queryable,
  conversationId: string,
  since: number,
): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "has-answered-since",
    text: `select from messages m left join deliveries d on d.message_id = m.id
      where m.conversation_id = $1 and m.direction = 'outbound' and m.agent_id is not null
        and m.created_at > $2 and not (d.status = 'queued' and d.attempt = 0
          and d.next_attempt_at > m.created_at)
      limit 1`,
    values: [conversationId, new Date(since).toISOString()],
  });
  return (rowCount ?? 0) > 0;
}

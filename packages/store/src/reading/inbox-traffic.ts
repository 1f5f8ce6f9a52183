import type { Queryable } from "../database.ts";
import { ms } from "./instants.ts";

/** What went through an inbox. Instants in ms since epoch; null where nothing did. */
export interface InboxTraffic {
  readonly lastInAt: number | null;
  readonly lastOutAt: number | null;
  /** Messages of ours that wait to be sent. */
  readonly waiting: number;
  /** Of those that came in the last day and could not be read. */
  readonly parked: number;
}

/** The newest message of ours is among those of the conversations that moved last. */
const NEWEST_CONVERSATIONS = 20;

/** Read by an admin who looks at one inbox, not by lists: it goes over the inbox's conversations. */
export async function readInboxTraffic(q: Queryable, inboxId: string): Promise<InboxTraffic> {
  const { rows } = await q.query<{
    last_in_at: Date | null;
    last_out_at: Date | null;
    waiting: number;
    parked: number;
  }>({
    name: "read-inbox-traffic",
    text: `with newest as (
        select id, last_inbound_at from conversations where inbox_id = $1
        order by last_message_at desc nulls last limit $2)
      select
        (select max(last_inbound_at) from newest) as last_in_at,
        (select max(m.created_at) from newest n join messages m on m.conversation_id = n.id
          where m.direction = 'outbound') as last_out_at,
        (select count(*)::int from deliveries where inbox_id = $1 and status = 'queued') as waiting,
        (select count(*)::int from ledger where state = 'parked' and inbox_id = $1
          and received_at > now() - interval '1 day') as parked`,
    values: [inboxId, NEWEST_CONVERSATIONS],
  });
  const [row] = rows;
  return {
    lastInAt: ms(row?.last_in_at ?? null),
    lastOutAt: ms(row?.last_out_at ?? null),
    waiting: row?.waiting ?? 0,
    parked: row?.parked ?? 0,
  };
}

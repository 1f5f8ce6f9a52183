import type { InboxId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { ms } from "./instants.ts";

/** How an inbox does of late. */
export interface InboxTraffic {
  readonly inboxId: InboxId;
  /** When it last heard a customer, in ms since epoch; null: never. */
  readonly lastInAt: number | null;
  /** Messages of ours that wait to be sent. */
  readonly waiting: number;
  /** Of those that came in the last day and could not be read. */
  readonly parked: number;
  /** Messages of ours that did not leave in the last day, or may not have, and that nobody settled. */
  readonly failed: number;
}

/** Of every inbox at once: for each some entries of an index, however much went through it. */
export async function listInboxTraffic(q: Queryable): Promise<readonly InboxTraffic[]> {
  const { rows } = await q.query<{
    id: InboxId;
    last_in_at: Date | null;
    waiting: number;
    parked: number;
    failed: number;
  }>({
    name: "list-inbox-traffic",
    text: `with failing as (
        select inbox_id, count(*)::int as failed from deliveries
        where status in ('failed','unknown') and settled is null
          and updated_at > now() - interval '1 day'
        group by inbox_id)
      select i.id,
        (select max(l.received_at) from ledger l
          where l.inbox_id = i.id and l.state = 'routed' and l.kind = 'message') as last_in_at,
        (select count(*)::int from deliveries d
          where d.inbox_id = i.id and d.status = 'queued') as waiting,
        (select count(*)::int from ledger l where l.inbox_id = i.id and l.state = 'parked'
          and l.received_at > now() - interval '1 day') as parked,
        coalesce(f.failed, 0) as failed
      from inboxes i left join failing f on f.inbox_id = i.id
      order by i.created_at, i.id`,
  });
  return rows.map(({ id, last_in_at, ...counts }) => ({
    inboxId: id,
    lastInAt: ms(last_in_at),
    ...counts,
  }));
}

/** The newest message of ours is among those of the conversations that moved last. */
const NEWEST_CONVERSATIONS = 20;

/** Asked by an admin who looks at one inbox, not by lists: it goes over the inbox's conversations. */
export async function findLastOutAt(q: Queryable, inboxId: string): Promise<number | null> {
  const { rows } = await q.query<{ last_out_at: Date | null }>({
    name: "find-last-out-at",
    text: `with newest as (
        select id from conversations where inbox_id = $1
        order by last_message_at desc nulls last limit $2)
      select max(m.created_at) as last_out_at
      from newest n join messages m on m.conversation_id = n.id
      where m.direction = 'outbound'`,
    values: [inboxId, NEWEST_CONVERSATIONS],
  });
  return ms(rows[0]?.last_out_at ?? null);
}

import type { HourCompared, WatchedConnection, WatchedQueue } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Queues that are in use: one scan of what is open, as the board's. */
export async function readQueueStandings(
  q: Queryable,
  now: number,
): Promise<readonly WatchedQueue[]> {
  const { rows } = await q.query<
    Omit<WatchedQueue, "waitingSince"> & { readonly waitingSince: Date | null }
  >({
    name: "alert-queues",
    // Indexes conversations_waiting and sla_promises_next.
    text: `select q.id, q.name, coalesce(w.waiting, 0) as waiting, w.since as "waitingSince",
        coalesce(r.n, 0) as "atRisk"
      from queues q
      left join (select queue_id, count(*)::int as waiting, min(waiting_since) as since
        from conversations where status = 'open' and assignee_id is null group by queue_id
      ) w on w.queue_id = q.id
      left join (select c.queue_id, count(*)::int as n
        from sla_promises p join conversations c on c.id = p.conversation_id and c.status = 'open'
        where p.next_due_at is not null and (p.next_warning_at <= $1 or p.next_due_at <= $1)
        group by c.queue_id
      ) r on r.queue_id = q.id
      where q.archived_at is null or w.waiting > 0 or r.n > 0
      order by q.position, q.name`,
    values: [new Date(now).toISOString()],
  });
  return rows.map((row) => ({ ...row, waitingSince: row.waitingSince?.getTime() ?? null }));
}

/**
 * How the connections of inboxes do that have one: mailboxes that are fetched, WhatsApp sessions. One
 * that says it is connected, and that nobody holds any more, is not.
 */
export async function readConnections(
  q: Queryable,
  now: number,
): Promise<readonly WatchedConnection[]> {
  const { rows } = await q.query<{
    readonly inboxId: string;
    readonly name: string;
    readonly status: string;
    readonly since: string;
    readonly heldUntil: Date | null;
  }>({
    name: "alert-connections",
    text: `select i.id as "inboxId", i.name, m.connection->>'status' as status,
        m.connection->>'since' as since, l.expires_at as "heldUntil"
      from inboxes i join inbox_memory m on m.inbox_id = i.id and m.connection is not null
      left join leases l on l.name = 'inbox:' || i.id
      where i.enabled order by i.name, i.id`,
  });
  return rows.map(({ inboxId, name, status, since, heldUntil }) => {
    const heldUntilMs = heldUntil?.getTime() ?? 0;
    const isConnected = status === "connected" && heldUntilMs > now;
    const isLeft = status === "connected" && !isConnected;
    return { inboxId, name, isConnected, since: isLeft ? heldUntilMs : Number(since) };
  });
}

/** How many conversations of a category, or of one below it, arrived in each hour. */
export interface CategoryVolume {
  readonly categoryId: string;
  readonly name: string;
  /** In the order of the hours. */
  readonly counts: readonly number[];
}

/** Categories that are in use, of those asked for. */
export async function readCategoryVolumes(
  q: Queryable,
  categoryIds: readonly string[],
  hours: readonly HourCompared[],
): Promise<readonly CategoryVolume[]> {
  const { rows } = await q.query<CategoryVolume>({
    name: "alert-volumes",
    // Index conversations_category: a look an hour of a category.
    text: `with recursive tree as (
        select id as root, id from categories where id = any($1::uuid[])
        union all
        select t.root, c.id from categories c join tree t on c.parent_id = t.id
      ), counted as (
        select t.root, s.place, count(c.id)::int as n
        from tree t
        cross join unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as s(since, till, place)
        left join conversations c on c.category_id = t.id
          and c.arrived_at >= s.since and c.arrived_at < s.till
        group by t.root, s.place
      )
      select k.id as "categoryId", k.name, array_agg(n.n order by n.place) as counts
      from counted n join categories k on k.id = n.root and k.archived_at is null
      group by k.id, k.name`,
    values: [
      categoryIds,
      hours.map(({ from }) => new Date(from).toISOString()),
      hours.map(({ to }) => new Date(to).toISOString()),
    ],
  });
  return rows;
}

/** When the first conversation of all arrived; `undefined` before it. */
export async function findFirstArrival(q: Queryable): Promise<number | undefined> {
  const { rows } = await q.query<{ at: Date | null }>({
    name: "first-arrival",
    // Index conversations_newest, from its other end.
    text: "select min(arrived_at) as at from conversations",
  });
  return rows[0]?.at?.getTime();
}

import { AGEING_STEP_MS, FLOW_WINDOW_MS } from "@circuito/domain";
import { waitingPriorities } from "../assignment/waiting-priorities.ts";
import type { Queryable } from "../database.ts";

/** Further back than this nobody counts: it is told as this place. */
export const PLACE_MAX = 500;
/** More than these in the window make the estimate no better. */
const TAKEN_MAX = 500;

/** Where somebody waits, and how fast their queue goes. */
export interface PlaceInQueue {
  /** How many come before, oneself counted: 1 is next. At most {@link PLACE_MAX}. */
  readonly position: number;
  /** Conversations of the queue that somebody got within `FLOW_WINDOW_MS`. */
  readonly taken: number;
}

const STEP = `(${AGEING_STEP_MS} * interval '1 millisecond')`;

/**
 * The place of a waiting conversation as the assigner orders them: whoever has a higher effective
 * priority, or the same and came earlier. In each priority those are the oldest up to an instant, so
 * that only the index is read, and never more of it than `PLACE_MAX`.
 * @returns `undefined` for one that does not wait
 */
export async function placeInQueue(
  q: Queryable,
  conversationId: string,
  now: number,
): Promise<PlaceInQueue | undefined> {
  const { rows } = await q.query<PlaceInQueue>({
    name: "place-in-queue",
    text: `with recursive mine as (
        select id, queue_id, arrived_at, priority + floor(greatest(0,
            extract(epoch from $2::timestamptz - arrived_at) * 1000) / ${AGEING_STEP_MS})::int as rank
        from conversations
        where id = $1 and status = 'open' and assignee_id is null and queue_id is not null
      ), ${waitingPriorities("(select queue_id from mine)")}
      select (select count(*)::int from (
          select from waiting_priorities p cross join mine cross join lateral (
            select from conversations o
            where o.queue_id = mine.queue_id and o.status = 'open' and o.assignee_id is null
              and o.priority = p.priority
              and o.arrived_at <= case when p.priority >= mine.rank then 'infinity'
                else $2::timestamptz - (mine.rank - p.priority) * ${STEP} end
              and (o.arrived_at <= case when p.priority > mine.rank then 'infinity'
                  else $2::timestamptz - (mine.rank - p.priority + 1) * ${STEP} end
                or (o.arrived_at, o.id) <= (mine.arrived_at, mine.id))
            limit ${PLACE_MAX}) as before
          limit ${PLACE_MAX}) as all_before) as position,
        (select count(*)::int from (select from conversations t
          where t.queue_id = mine.queue_id
            and t.assigned_at > $2::timestamptz - ${FLOW_WINDOW_MS} * interval '1 millisecond'
          limit ${TAKEN_MAX}) as lately) as taken
      from mine`,
    values: [conversationId, new Date(now).toISOString()],
  });
  return rows[0];
}

/** Of these contact points, the conversations that wait for somebody. */
export async function findWaitingOfPoints(
  q: Queryable,
  points: readonly { readonly inboxId: string; readonly address: string }[],
): Promise<readonly string[]> {
  const { rows } = await q.query<{ key: string }>({
    name: "find-waiting-of-points",
    text: `select c.inbox_id || ' ' || c.address as key
      from unnest($1::uuid[], $2::text[]) as p(inbox_id, address)
        join conversations c on c.inbox_id = p.inbox_id and c.address = p.address
      where c.status = 'open' and c.assignee_id is null and c.queue_id is not null`,
    values: [points.map((p) => p.inboxId), points.map((p) => p.address)],
  });
  return rows.map((row) => row.key);
}

import { AGEING_STEP_MS, FLOW_WINDOW_MS } from "@circuito/domain";
import { WAITED } from "../assignment/waited.ts";
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

/** Effective priority at `$2` of what has been waiting since it arrived. */
const rankOf = (priority: string, arrivedAt: string): string =>
  `${priority} + floor(greatest(0,
    extract(epoch from $2::timestamptz - ${arrivedAt}) * 1000) / ${AGEING_STEP_MS})::int as rank`;

/**
 * How many come before, in the order of the assigner: whoever has a higher effective priority, or the
 * same and came earlier. In each priority those are the oldest up to an instant, so that only the index
 * is read, and never more of it than `PLACE_MAX`.
 * @param mine a query of at most one row: id, queue_id, arrived_at, rank
 */
const placeOf = (mine: string): string => `with recursive mine as (${mine}),
      ${waitingPriorities("(select queue_id from mine)")}
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
            and ${WAITED}
          limit ${TAKEN_MAX}) as lately) as taken
      from mine`;

/**
 * The place of a conversation that waits.
 * @returns `undefined` for one that does not wait
 */
export async function placeInQueue(
  q: Queryable,
  conversationId: string,
  now: number,
): Promise<PlaceInQueue | undefined> {
  return (await placesInQueue(q, [conversationId], now)).get(conversationId);
}

/** The places of those among some conversations that wait, by their ids. */
export async function placesInQueue(
  q: Queryable,
  conversationIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, PlaceInQueue>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await q.query<PlaceInQueue & { id: string }>({
    name: "places-in-queue",
    text: `select asked.id, place.position, place.taken
      from unnest($1::uuid[]) as asked(id) cross join lateral (${placeOf(`
        select id, queue_id, arrived_at, ${rankOf("priority", "arrived_at")}
        from conversations
        where id = asked.id and status = 'open' and assignee_id is null
          and queue_id is not null`)}) as place`,
    values: [conversationIds, new Date(now).toISOString()],
  });
  return new Map(rows.map(({ id, position, taken }) => [id, { position, taken }]));
}

/** The place that one would have which is not there: in a dry run. */
export async function placeIfItWaited(
  q: Queryable,
  one: {
    readonly id: string;
    readonly queueId: string;
    readonly priority: number;
    readonly arrivedAt: number;
  },
  now: number,
): Promise<PlaceInQueue> {
  const { rows } = await q.query<PlaceInQueue>({
    name: "place-if-it-waited",
    text: placeOf(`
        select $1::uuid as id, $3::uuid as queue_id, $4::timestamptz as arrived_at,
          ${rankOf("$5::int", "$4::timestamptz")}`),
    values: [
      one.id,
      new Date(now).toISOString(),
      one.queueId,
      new Date(one.arrivedAt).toISOString(),
      one.priority,
    ],
  });
  const [before] = rows;
  if (!before) throw new Error(`place in queue ${one.queueId}: no row came`);
  // It is not among those who were counted.
  return { ...before, position: Math.min(before.position + 1, PLACE_MAX) };
}

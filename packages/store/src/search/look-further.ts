import type { Queryable } from "../database.ts";
import { type Asked, binding, inPeriod, type MessagePlace } from "./asked-messages.ts";
import type { HitRow } from "./search-messages.ts";
import { answers, type Way } from "./ways.ts";

/** What was found in part of all messages, and what it tells of the rest. */
export interface Look {
  readonly rows: readonly HitRow[];
  /** Messages that were looked at; of a stretch, as many as were expected in it. */
  readonly looked: number;
  readonly hits: number;
  /** All from here on were looked at; undefined: there are none older. */
  readonly end: MessagePlace | undefined;
  /** Of those that were looked at. */
  readonly newestAt: Date | null;
  /** Messages there are, as the statistics say. */
  readonly total: number;
}

/** Each of the newest, whether it has the words or not. Index message_words_newest. */
export async function lookAtNewest(q: Queryable, asked: Asked, look: number): Promise<Look> {
  const newest: Way = (
    _,
    bind,
  ) => `select w.message_id, w.at, w.words @@ ${bind(asked.match)}::tsquery as is_hit
    from message_words w where ${inPeriod(asked, bind)}
    order by w.at desc fetch first (${bind(look)}::int) rows with ties`;
  const { endAt, ...seen } = await lookAt(q, asked, newest);
  return { ...seen, end: endAt && seen.looked >= look ? placeAt(endAt) : undefined };
}

/**
 * Those that have the words, back to a moment: two indexes say which these are, message_words_found and
 * message_words_newest, and no other message is read.
 * @param looked messages that are expected since then
 */
export async function lookAtStretch(
  q: Queryable,
  asked: Asked,
  sinceAt: Date,
  looked: number,
): Promise<Look> {
  const stretch: Way = (_, bind) => `select w.message_id, w.at, true as is_hit from message_words w
    where w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)}
      and w.at >= ${bind(sinceAt)}::timestamptz`;
  const { endAt: _, oldestAt, ...seen } = await lookAt(q, asked, stretch);
  const { since } = asked.search;
  const oldest = Math.max(
    oldestAt?.getTime() ?? Number.POSITIVE_INFINITY,
    since ? Date.parse(since) : 0,
  );
  const isOver = oldest >= sinceAt.getTime();
  return { ...seen, looked, end: isOver ? undefined : placeAt(sinceAt) };
}

/** Before all others of the same moment. */
const placeAt = (at: Date): MessagePlace => ({
  at: at.toISOString(),
  id: "00000000-0000-0000-0000-000000000000",
});

interface LookRow {
  readonly looked: number;
  readonly hits: number;
  readonly newestAt: Date | null;
  readonly endAt: Date | null;
  readonly oldestAt: Date | null;
  readonly total: number;
}

async function lookAt(q: Queryable, asked: Asked, those: Way) {
  const { values, bind } = binding();
  const { rows } = await q.query<Partial<HitRow> & LookRow>({
    text: `with looked as materialized (${those(asked, bind)})
      select t.looked, t.hits, t."newestAt", t."endAt", found.*,
        (select min(at) from message_words) as "oldestAt",
        (select greatest(reltuples, 0)::float8 from pg_class where oid = 'message_words'::regclass) as total
      from (select count(*)::int as looked, count(*) filter (where is_hit)::int as hits,
          max(at) as "newestAt", min(at) as "endAt" from looked) t
        left join lateral (${answers("select message_id, at from looked where is_hit", asked, bind)}) found
          on true
      order by found.at desc, found."messageId" desc`,
    values,
  });
  const [first] = rows;
  if (!first) throw new Error("an aggregate is one row");
  const { looked, hits, newestAt, endAt, oldestAt, total } = first;
  const found = rows.filter((row): row is HitRow & LookRow => row.messageId != null);
  return { rows: found, looked, hits, newestAt, endAt, oldestAt, total };
}

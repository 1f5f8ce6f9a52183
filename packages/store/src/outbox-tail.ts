import type { Queryable } from "./database.ts";
import { noticeOf, type StoredNotice } from "./notice-row.ts";
import { unseen } from "./one-plan.ts";
import type { outbox } from "./schema/index.ts";

/**
 * A place in the outbox, opaque to clients: `<transaction id>-<row id>`. Transaction ids, and not row
 * ids, give the order: a row with a lower id may be committed after one with a higher, but below the
 * snapshot's xmin every transaction is over, so nothing can appear behind a position (invariant 11).
 */
export type Position = string;

export interface NoticeRow {
  readonly position: Position;
  readonly type: (typeof outbox.$inferSelect)["type"];
  readonly subjectId: string;
  readonly conversationId: string | null;
  readonly audience: readonly string[];
  readonly customer: string | null;
  /** Ms since epoch. */
  readonly at: number;
}

export interface OutboxPage {
  readonly notices: readonly NoticeRow[];
  /** Where to read on. */
  readonly position: Position;
  /** Committed notices exist that an older, still running transaction holds back: look again soon. */
  readonly unsettled: boolean;
}

/** Notices after a position, oldest first, without gaps. */
export async function readNotices(
  q: Queryable,
  after: Position,
  limit: number,
): Promise<OutboxPage> {
  const [xid, id] = parsePosition(after);
  const { rows } = await q.query<StoredNotice & { readonly settled: boolean }>({
    // Each reader has a limit of its own. As a parameter it would have the statement planned anew at
    // each look, which takes twice as long as reading.
    name: `read-notices-${limit}`,
    text: `select xid, id, xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as settled,
        type, subject_id, conversation_id, audience, customer, at
      from outbox where (xid, id) > (${unseen("$1", "bigint")}, ${unseen("$2", "bigint")})
      order by xid, id limit ${limit}`,
    values: [xid, id],
  });
  const settled = rows.filter((row) => row.settled);
  const last = settled.at(-1);
  return {
    notices: settled.map(noticeOf),
    position: last ? `${last.xid}-${last.id}` : after,
    unsettled: settled.length < rows.length,
  };
}

/** The newest settled position: where a reader that wants only what is to come begins. */
export async function currentPosition(q: Queryable): Promise<Position> {
  const { rows } = await q.query<{ horizon: string }>({
    name: "outbox-position",
    text: "select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1) as horizon",
  });
  // Past every row of the last finished transaction.
  return `${rows[0]?.horizon ?? 0}-${MAX_ID}`;
}

/** Whether a position is still covered: older notices are deleted after a day. */
export async function isCovered(q: Queryable, position: Position): Promise<boolean> {
  const [xid] = parsePosition(position);
  const { rows } = await q.query<{ oldest: string | null }>({
    name: "outbox-oldest",
    text: "select min(xid) as oldest from outbox",
  });
  const oldest = rows[0]?.oldest;
  return oldest === null || oldest === undefined || BigInt(xid) >= BigInt(oldest) - 1n;
}

/** Notices forgotten by one statement: some ten milliseconds, and no long hold on the horizon. */
const FORGOTTEN_AT_ONCE_MAX = 5_000;

/** A reader that cannot make up for what it did not read: what is after its position waits for it. */
export interface Waited {
  readonly position: Position;
  /** And no longer. */
  readonly keepMs: number;
}

/**
 * Forgets notices older than a day: a client away for longer starts from a snapshot (rules §12). The
 * newest always stays, so that an empty outbox never looks as if nothing had been missed. From the
 * oldest on, in bites: positions and ages go up together but for a transaction's length.
 */
export async function forgetOldNotices(
  q: Queryable,
  keepMs: number,
  waited?: Waited,
): Promise<number> {
  const [xid, id] = waited ? parsePosition(waited.position) : [MAX_ID, MAX_ID];
  let forgotten = 0;
  for (;;) {
    const { rowCount } = await q.query({
      name: "forget-old-notices",
      text: `with oldest as (select xid, id, at from outbox order by xid, id limit $2)
        delete from outbox o using oldest
        where o.xid = oldest.xid and o.id = oldest.id
          and oldest.at < now() - $1 * interval '1 millisecond'
          and ((o.xid, o.id) <= ($3::bigint, $4::bigint)
            or oldest.at < now() - $5 * interval '1 millisecond')
          and (o.xid, o.id) < (select xid, id from outbox order by xid desc, id desc limit 1)`,
      values: [keepMs, FORGOTTEN_AT_ONCE_MAX, xid, id, waited?.keepMs ?? keepMs],
    });
    forgotten += rowCount ?? 0;
    if ((rowCount ?? 0) < FORGOTTEN_AT_ONCE_MAX) return forgotten;
  }
}

const MAX_ID = "9223372036854775807";

/** Throws on anything but our own form; positions come back from clients. */
export function parsePosition(position: Position): readonly [xid: string, id: string] {
  const match = /^(\d{1,19})-(\d{1,19})$/.exec(position);
  if (!match?.[1] || !match[2]) throw new Error("position is not of the form <xid>-<id>");
  return [match[1], match[2]];
}

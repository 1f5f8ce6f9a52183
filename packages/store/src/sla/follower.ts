import type { ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Position, parsePosition } from "../outbox-tail.ts";

/** Where a follower of the outbox stands; `undefined` if there never was one of this name. */
export async function findPosition(q: Queryable, name: string): Promise<Position | undefined> {
  const { rows } = await q.query<{ position: Position }>({
    name: "find-follower",
    text: "select position from followers where name = $1",
    values: [name],
  });
  return rows[0]?.position;
}

/**
 * Moves a follower on, in the transaction that did what the notices asked for.
 * @param from where it stood: if it stands elsewhere by now, somebody else follows
 * @returns whether it moved
 */
export async function movePosition(
  tx: Queryable,
  name: string,
  from: Position | undefined,
  to: Position,
): Promise<boolean> {
  const { rowCount } =
    from === undefined
      ? await tx.query({
          name: "begin-following",
          text: `insert into followers (name, position, at) values ($1, $2, now())
            on conflict (name) do nothing`,
          values: [name, to],
        })
      : await tx.query({
          name: "follow-on",
          text: `update followers set position = $3, at = now() where name = $1 and position = $2`,
          values: [name, from, to],
        });
  return rowCount === 1;
}

/** A position that notices no longer cover is given up: what was missed is read from the tables. */
export async function forgetPosition(tx: Queryable, name: string): Promise<void> {
  await tx.query("delete from followers where name = $1", [name]);
}

/** How long the oldest notice waits that a follower has not taken, ms; 0 when there is none. */
export async function followerLagMs(q: Queryable, name: string): Promise<number> {
  const position = await findPosition(q, name);
  if (position === undefined) return 0;
  const [xid, id] = parsePosition(position);
  const { rows } = await q.query<{ lag: number | null }>({
    name: "follower-lag",
    text: `select extract(epoch from now() - at)::float8 * 1000 as lag from outbox
      where (xid, id) > ($1::bigint, $2::bigint) order by xid, id limit 1`,
    values: [xid, id],
  });
  return Math.max(0, rows[0]?.lag ?? 0);
}

/** Conversations whose promises go on, in the order of their ids. */
export async function listLiveConversations(
  q: Queryable,
  after: string | undefined,
  limit: number,
): Promise<readonly ConversationId[]> {
  const { rows } = await q.query<{ id: ConversationId }>({
    name: "list-live-conversations",
    text: `select id from conversations where status in ('open', 'snoozed')
        and ($1::uuid is null or id > $1::uuid) order by id limit $2`,
    values: [after ?? null, limit],
  });
  return rows.map(({ id }) => id);
}

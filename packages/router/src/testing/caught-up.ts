import type { Queryable } from "@circuito/store";
import type { Follower } from "../follow/follow-outbox.ts";

/**
 * Follows until nothing is left behind a follower's place. Once is not enough: notices stay unsettled
 * while anybody on the server writes, in whatever database.
 * @param name of its place in the outbox, which it makes itself: webhooks' is made by whoever adds one
 */
export async function caughtUp(
  pool: Queryable,
  name: string,
  follower: Pick<Follower, "catchUp">,
): Promise<void> {
  do await follower.catchUp();
  while (await isBehind(pool, name));
}

/** Who has no place yet is behind everything there is. */
async function isBehind(pool: Queryable, name: string): Promise<boolean> {
  const { rows } = await pool.query<{ is: boolean }>(
    `with place as (
       select split_part(position, '-', 1)::bigint as xid, split_part(position, '-', 2)::bigint as id
       from followers where name = $1)
     select exists(select from outbox o where not exists(
       select from place where (o.xid, o.id) <= (place.xid, place.id))) as is`,
    [name],
  );
  return rows[0]?.is ?? false;
}

import type { Queryable } from "./database.ts";

/** A held lease. Every write made under it carries the epoch, so that a paused holder writes nothing. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly epoch: string;
}

/**
 * Takes or renews a lease; `undefined` if somebody else holds it. The clock is the database's:
 * machines disagree about the time (promises §4).
 */
export async function takeLease(
  q: Queryable,
  name: string,
  holder: string,
  durationMs: number,
): Promise<Lease | undefined> {
  const { rows } = await q.query<{ epoch: string }>({
    name: "take-lease",
    text: `insert into leases as l (name, holder, epoch, expires_at)
      values ($1, $2, 1, now() + $3 * interval '1 millisecond')
      on conflict (name) do update set
        holder = excluded.holder,
        expires_at = excluded.expires_at,
        epoch = case when l.holder = excluded.holder and l.expires_at > now() then l.epoch else l.epoch + 1 end
      where l.holder = excluded.holder or l.expires_at <= now()
      returning epoch`,
    values: [name, holder, durationMs],
  });
  const [row] = rows;
  return row && { name, holder, epoch: row.epoch };
}

/**
 * Takes or renews many leases in one statement: a fleet with hundreds of mailboxes renews every few
 * seconds.
 * @returns those that are the holder's now; what is missing is somebody else's
 */
export async function takeLeases(
  q: Queryable,
  names: readonly string[],
  holder: string,
  durationMs: number,
): Promise<readonly Lease[]> {
  const { rows } = await q.query<{ name: string; epoch: string }>({
    name: "take-leases",
    // In one order everywhere: two processes that take the same rows must not lock each other out.
    text: `insert into leases as l (name, holder, epoch, expires_at)
      select name, $2, 1, now() + $3 * interval '1 millisecond'
      from unnest($1::text[]) as wanted(name) order by name
      on conflict (name) do update set
        holder = excluded.holder,
        expires_at = excluded.expires_at,
        epoch = case when l.holder = excluded.holder and l.expires_at > now() then l.epoch else l.epoch + 1 end
      where l.holder = excluded.holder or l.expires_at <= now()
      returning name, epoch`,
    values: [names, holder, durationMs],
  });
  return rows.map(({ name, epoch }) => ({ name, holder, epoch }));
}

/** Gives a lease back at once, so that the next owner need not wait for it to expire. */
export async function giveLeaseBack(q: Queryable, lease: Lease): Promise<void> {
  // A second ago: instants are kept to the millisecond, and one that is rounded up is still to come.
  await q.query(
    "update leases set expires_at = now() - interval '1 second' where name = $1 and epoch = $2",
    [lease.name, lease.epoch],
  );
}

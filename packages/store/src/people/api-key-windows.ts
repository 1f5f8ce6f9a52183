import type { Queryable } from "../database.ts";

/** What a process got of a key's window. */
export interface KeyShare {
  /** Number of the window it is of. */
  readonly window: number;
  /** Requests that it may let through; 0: the window is used up. */
  readonly granted: number;
  /** All that was given away of the window so far, to every process. */
  readonly taken: number;
}

/** Of what is left of a window a process gets a tenth at most: what it does not use, no other can. */
const SHARES = 10;

/**
 * Takes some of a key's window for one process: as many as it wants, at most a tenth of what is left, and at
 * least one while there is any. All processes together never get more than the limit. A process whose clock
 * is behind counts into the window that another began; a row whose window is farther away than the next was
 * written by a clock that is wrong, and is begun anew.
 * Found by the table's key.
 */
export async function takeKeyShare(
  q: Queryable,
  apiKeyId: string,
  want: { readonly window: number; readonly limit: number; readonly wanted: number },
): Promise<KeyShare> {
  const { rows } = await q.query<KeyShare>({
    name: "take-key-share",
    text: `insert into api_key_windows as held (api_key_id, "window", taken, granted)
      select $1::uuid, $2::bigint, first, first from (select least($4::int, greatest(1, $3::int / ${SHARES})) as first) as f
      on conflict (api_key_id) do update set ("window", taken, granted) = (
        select base."window", base.taken + share.granted, share.granted
        from (select
            case when excluded."window" in (held."window", held."window" - 1)
              then held."window" else excluded."window" end as "window",
            case when excluded."window" in (held."window", held."window" - 1)
              then held.taken else 0 end as taken
          ) as base,
          lateral (select greatest(0, least($4::int, $3::int - base.taken,
            greatest(1, ($3::int - base.taken) / ${SHARES}))) as granted) as share
      )
      returning "window"::int, taken, granted`,
    values: [apiKeyId, want.window, want.limit, want.wanted],
  });
  const [share] = rows;
  if (!share) throw new Error("a share of a key's window was not returned");
  return share;
}

/** What was given away of this window, by key; keys that asked nothing are not in it. */
export async function readKeyWindows(
  q: Queryable,
  window: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await q.query<{ id: string; taken: number }>({
    name: "read-key-windows",
    text: `select api_key_id as id, taken from api_key_windows where "window" in ($1::bigint, $1::bigint + 1)`,
    values: [window],
  });
  return new Map(rows.map(({ id, taken }) => [id, taken]));
}

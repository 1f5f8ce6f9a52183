import type { Channel } from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface ChannelBalance {
  readonly channel: Channel;
  readonly received: number;
  readonly routed: number;
  readonly duplicate: number;
  readonly suppressed: number;
  readonly parked: number;
  readonly inFlight: number;
  /** received − the rest. Anything but 0 is a bug (design, invariant 3). */
  readonly difference: number;
}

/**
 * The ledger's balance per channel, of one snapshot. `received` counts every row and every repeat;
 * the rest is counted by state, so that a row in an unknown state shows as a difference.
 */
export async function readBalance(q: Queryable): Promise<readonly ChannelBalance[]> {
  const { rows } = await q.query<ChannelBalance>({
    name: "ledger-balance",
    text: `select i.channel,
        (coalesce(sum(l.received), 0) + coalesce(sum(d.repeats), 0))::float8 as received,
        coalesce(sum(l.routed), 0)::float8 as routed,
        coalesce(sum(d.repeats), 0)::float8 as duplicate,
        coalesce(sum(l.suppressed), 0)::float8 as suppressed,
        coalesce(sum(l.parked), 0)::float8 as parked,
        coalesce(sum(l.accepted), 0)::float8 as "inFlight",
        (coalesce(sum(l.received), 0) - coalesce(sum(l.routed), 0) - coalesce(sum(l.suppressed), 0)
          - coalesce(sum(l.parked), 0) - coalesce(sum(l.accepted), 0))::float8 as difference
      from inboxes i
      left join (
        select inbox_id, count(*) as received,
          count(*) filter (where state = 'routed') as routed,
          count(*) filter (where state = 'suppressed') as suppressed,
          count(*) filter (where state = 'parked') as parked,
          count(*) filter (where state = 'accepted') as accepted
        from ledger group by inbox_id
      ) l on l.inbox_id = i.id
      left join (
        select inbox_id, count(*) as repeats from ledger_duplicates group by inbox_id
      ) d on d.inbox_id = i.id
      group by i.channel order by i.channel`,
  });
  return rows;
}

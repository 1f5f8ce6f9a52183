import type { Channel, DeliveryStatus } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { together } from "../together.ts";

/** What waits for the machine, counted over partial indexes of what is not done: cheap at any history. */
export interface Backlog {
  /** Accepted and not routed yet, by channel. Ages are seconds by the database's clock. */
  readonly unrouted: readonly {
    readonly channel: Channel;
    readonly count: number;
    readonly ageSeconds: number;
  }[];
  /** On their way out, and what failed or is in doubt and nobody has settled. */
  readonly deliveries: readonly {
    readonly status: DeliveryStatus;
    readonly count: number;
    /** Since it was written, of the one that waits longest. */
    readonly ageSeconds: number;
  }[];
  /** What was to be looked at by now, by kind. */
  readonly dues: readonly {
    readonly kind: string;
    readonly count: number;
    readonly ageSeconds: number;
  }[];
  /** What programs outside are to be told and were not yet. */
  readonly webhooks: { readonly count: number; readonly ageSeconds: number };
}

export async function readBacklog(q: Queryable): Promise<Backlog> {
  const [unrouted, deliveries, dues, [webhooks]] = await together(q, () => [
    rowsOf<Backlog["unrouted"][number]>(
      q,
      "backlog-unrouted",
      `select i.channel, count(*)::int as count, ${ageOf("min(l.received_at)")}
        from ledger l join inboxes i on i.id = l.inbox_id
        where l.state = 'accepted' group by i.channel`,
    ),
    rowsOf<Backlog["deliveries"][number]>(
      q,
      "backlog-deliveries",
      `select status, count(*)::int as count, ${ageOf("min(created_at)")} from deliveries
        where status in ('queued','claimed','submitting') group by status
      union all
      select status, count(*)::int, ${ageOf("min(created_at)")} from deliveries
        where status in ('failed','unknown') and settled is null group by status`,
    ),
    rowsOf<Backlog["dues"][number]>(
      q,
      "backlog-dues",
      `select kind, count(*)::int as count, ${ageOf("min(at)")} from dues
        where at <= now() group by kind`,
    ),
    rowsOf<Backlog["webhooks"]>(
      q,
      "backlog-webhooks",
      `select count(*)::int as count, ${ageOf("min(created_at)")} from webhook_deliveries
        where state = 'waiting'`,
    ),
  ]);
  return { unrouted, deliveries, dues, webhooks: webhooks ?? { count: 0, ageSeconds: 0 } };
}

async function rowsOf<Row extends object>(
  q: Queryable,
  name: string,
  text: string,
): Promise<readonly Row[]> {
  const { rows } = await q.query<Row>({ name, text });
  return rows;
}

/** Never below zero: a clock that was set back makes nothing young. */
function ageOf(instant: string): string {
  return `coalesce(greatest(extract(epoch from now() - ${instant}), 0), 0)::float8 as "ageSeconds"`;
}

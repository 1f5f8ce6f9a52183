import type { AgentId, PresenceChange, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

const DAY_MS = 24 * 60 * 60_000;

/** A year, and the month that it is compared with. */
export const PRESENCE_HISTORY_KEPT_MS = 400 * DAY_MS;

/** Somebody and what they changed to, oldest first; the first one may be from before the time asked for. */
export interface PresenceHistory {
  readonly id: AgentId;
  readonly name: string;
  readonly changes: readonly PresenceChange[];
}

/** Whose days are asked for; absent: everybody's. */
export interface WhoseDays {
  readonly agentIds?: readonly AgentId[] | undefined;
  /** Members of one of these. */
  readonly queueIds?: readonly QueueId[] | undefined;
}

/** Of people who have an account, or had one in that time, in the order of their names. */
export async function loadPresenceHistories(
  q: Queryable,
  { agentIds, queueIds }: WhoseDays,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly PresenceHistory[]> {
  const { rows } = await q.query<PresenceHistory>({
    name: "load-presence-histories",
    text: `select a.id, a.name, coalesce(h.changes, '[]') as changes
      from agents a left join lateral (
        select jsonb_agg(jsonb_build_object('at', (extract(epoch from p.at) * 1000)::bigint,
          'wanted', p.wanted, 'reason', p.reason, 'reachable', p.reachable) order by p.at, p.id) as changes
        from (
          (select * from presence_changes where agent_id = a.id and at <= $3
            order by at desc, id desc limit 1)
          union all
          (select * from presence_changes where agent_id = a.id and at > $3 and at < $4)
        ) p
      ) h on true
      where ($1::uuid[] is null or a.id = any($1))
        and ($2::uuid[] is null or a.id in (select agent_id from queue_members where queue_id = any($2)))
        and (a.disabled_at is null or a.disabled_at > $3)
      order by lower(a.name), a.id`,
    values: [agentIds ?? null, queueIds ?? null, iso(from), iso(to)],
  });
  return rows;
}

/** What is older than anybody compares; what somebody was on the first day that is kept stays. */
export async function forgetPresenceHistory(q: Queryable, keptMs: number): Promise<void> {
  await q.query({
    name: "forget-presence-history",
    text: `delete from presence_changes p where at < now() - $1 * interval '1 millisecond'
      and exists (select 1 from presence_changes n where n.agent_id = p.agent_id and n.id > p.id
        and n.at < now() - $1 * interval '1 millisecond')`,
    values: [keptMs],
  });
}

const iso = (at: number) => new Date(at).toISOString();

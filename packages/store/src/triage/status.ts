import type { AgentId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";

/** What waits in a directors' queue. Instants are ms since epoch. */
export interface TriageQueueReading {
  readonly id: QueueId;
  readonly name: string;
  readonly waiting: number;
  readonly oldestWaitingSince: number | null;
  readonly leased: number;
}

/** How directors' queues stand, in the admin's order; by conversations_to_do. */
export async function listTriageQueues(
  q: Queryable,
  queueIds: readonly QueueId[],
  now: number,
): Promise<readonly TriageQueueReading[]> {
  const { rows } = await q.query<
    Omit<TriageQueueReading, "oldestWaitingSince"> & { readonly oldest: Date | null }
  >({
    name: "list-triage-queues",
    text: `select q.id, q.name, count(c.id)::int as waiting, min(c.arrived_at) as oldest,
        (count(*) filter (where c.leased_until > $2))::int as leased
      from queues q left join conversations c
        on c.queue_id = q.id and c.status = 'open' and c.waiting_on = 'agent'
      where q.id = any($1::uuid[])
      group by q.id order by q.position, q.name`,
    values: [queueIds, new Date(now).toISOString()],
  });
  return rows.map(({ oldest, ...row }) => ({ ...row, oldestWaitingSince: ms(oldest) }));
}

/** Who made something go on in these queues since an instant, the busiest first. */
export async function listDirectors(
  q: Queryable,
  queueIds: readonly QueueId[],
  since: number,
): Promise<
  readonly {
    readonly agent: { readonly id: AgentId; readonly name: string };
    readonly done: number;
  }[]
> {
  const { rows } = await q.query<{ agent: { id: AgentId; name: string }; done: number }>({
    name: "list-directors",
    // By queue_members, then triage_acts_agent.
    text: `select jsonb_build_object('id', a.id, 'name', a.name) as agent, count(*)::int as done
      from (select distinct agent_id from queue_members where queue_id = any($1::uuid[])) m
      join agents a on a.id = m.agent_id
      join triage_acts t on t.agent_id = m.agent_id and t.at >= $2 and t.kind <> 'skipped'
        and t.taken_back_at is null and t.queue_id = any($1::uuid[])
      group by a.id order by done desc, a.name`,
    values: [queueIds, new Date(since).toISOString()],
  });
  return rows;
}

import type { AgentId, AgentState, Channel, QueueId, Skills } from "@circuito/domain";
import { type ChannelWeights, costOf } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { COSTS_CAPACITY } from "./held-units.ts";
import { IS_REACHABLE } from "./reachable.ts";

interface AgentRow {
  id: AgentId;
  name: string;
  wanted: AgentState["wanted"];
  reachable: boolean;
  capacity: number;
  channel_limits: Record<Channel, number>;
  skills: Skills;
  languages: string[];
  weight: number;
  weights: ChannelWeights | null;
  held: Record<Channel, number> | null;
  costing: Record<Channel, number> | null;
  last_assigned: Record<Channel, string> | null;
}

/** Members `m` of a queue as agents `a`, with what each holds; what is offered to them is held, too. */
const AGENT_STATES = `select a.id, a.name, a.wanted, a.capacity, a.channel_limits, a.skills, a.languages,
    m.weight, ${IS_REACHABLE} as reachable, held.held, held.costing, last.last_assigned,
    (select jsonb_object_agg(channel, weight) from channel_weights) as weights
  from queue_members m join agents a on a.id = m.agent_id
  left join lateral (
    select jsonb_object_agg(channel, conversations) as held,
      jsonb_object_agg(channel, costing) as costing
    from (
      select channel, count(*) as conversations, count(*) filter (where costs) as costing
      from (
        select c.channel, ${COSTS_CAPACITY} as costs from conversations c
        where c.assignee_id = a.id and c.status in ('open','snoozed')
        union all
        select o.channel, true from offers o where o.agent_id = a.id and o.state = 'pending'
      ) as one group by channel
    ) as per_channel
  ) as held on true
  left join lateral (
    select jsonb_object_agg(channel, at) as last_assigned from last_assignments where agent_id = a.id
  ) as last on true
  where m.queue_id = $1 and a.disabled_at is null`;

/**
 * The members of a queue who want conversations and can be reached, with what each holds. Locks
 * their rows: whoever else would give them work waits, so capacity is counted once (invariant 9).
 */
export async function lockAvailableAgents(
  tx: Queryable,
  queueId: QueueId,
): Promise<readonly AgentState[]> {
  // Locked first and read after: what a rival committed meanwhile must be in the count.
  await tx.query({
    name: "lock-available-agents",
    text: `select 1 from agents a
      where a.id in (select agent_id from queue_members where queue_id = $1)
        and a.wanted = 'available' and a.disabled_at is null
      order by a.id for no key update`,
    values: [queueId],
  });
  const { rows } = await tx.query<AgentRow>({
    name: "load-available-agents",
    text: `${AGENT_STATES} and a.wanted = 'available' order by a.id`,
    values: [queueId],
  });
  return rows.map(agentOf);
}

/** All members of a queue with name and state, nobody locked: the dry run's view. */
export async function loadMembers(
  q: Queryable,
  queueId: QueueId,
): Promise<readonly (AgentState & { readonly name: string })[]> {
  const { rows } = await q.query<AgentRow>({
    name: "load-members",
    text: `${AGENT_STATES} order by a.id`,
    values: [queueId],
  });
  return rows.map((row) => ({ ...agentOf(row), name: row.name }));
}

function agentOf(row: AgentRow): AgentState {
  const lastAssignedAt: Record<Channel, number> = {};
  for (const [channel, at] of Object.entries(row.last_assigned ?? {})) {
    lastAssignedAt[channel as Channel] = new Date(at).getTime();
  }
  let load = 0;
  for (const [channel, count] of Object.entries(row.costing ?? {})) {
    load += costOf(channel, row.weights ?? {}) * count;
  }
  return {
    id: row.id,
    wanted: row.wanted,
    reachable: row.reachable,
    capacity: row.capacity,
    load,
    heldByChannel: row.held ?? {},
    limitByChannel: row.channel_limits,
    lastAssignedAt,
    skills: row.skills,
    languages: row.languages,
    weight: row.weight,
  };
}

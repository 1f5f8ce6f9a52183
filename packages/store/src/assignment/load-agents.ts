import type { AgentId, AgentState, Channel, QueueId, Skills } from "@circuito/domain";
import { type ChannelWeights, costOf } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { together } from "../together.ts";
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
  where a.disabled_at is null and m.queue_id = $1`;

/** The members of a queue who want conversations, with what each holds as far as it is committed. */
export async function loadAvailableAgents(
  q: Queryable,
  queueId: QueueId,
): Promise<readonly AgentState[]> {
  const { rows } = await q.query<AgentRow>({
    name: "load-available-agents",
    text: `${AGENT_STATES} and a.wanted = 'available' order by a.id`,
    values: [queueId],
  });
  return rows.map(agentOf);
}

/**
 * Locks these members of a queue and counts what each holds: whoever else would give them work waits,
 * so that capacity is counted once (invariant 9). Only who is about to get something is locked.
 */
export async function lockAgents(
  tx: Queryable,
  queueId: QueueId,
  agentIds: readonly AgentId[],
): Promise<readonly AgentState[]> {
  // Locked first and read after: what a rival committed meanwhile must be in the count.
  const [, { rows }] = await together(tx, () => [
    tx.query({
      name: "lock-agents",
      text: "select from agents where id = any($1::uuid[]) order by id for no key update",
      values: [agentIds],
    }),
    tx.query<AgentRow>({
      name: "load-locked-agents",
      text: `${AGENT_STATES} and a.id = any($2::uuid[]) order by a.id`,
      values: [queueId, agentIds],
    }),
  ]);
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

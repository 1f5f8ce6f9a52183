import {
  type AgentId,
  type AgentState,
  type Channel,
  type ConversationId,
  type Level,
  PRESENCE_GRACE_MS,
  type QueueId,
  type WaitingConversation,
  weightOf,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A conversation whose customer has been silent this long costs its agent nothing (rules §8). */
export const FREE_AFTER_SILENCE_MS = 10 * 60_000;

/**
 * One assigner at a time per queue, for this transaction. The next one waits: what it came for may
 * have been committed after the one before it looked.
 */
export async function lockQueue(tx: Queryable, queueId: QueueId): Promise<void> {
  await tx.query({
    name: "lock-queue",
    text: "select pg_advisory_xact_lock(hashtextextended($1, 7))",
    values: [`assign ${queueId}`],
  });
}

interface WaitingRow {
  id: ConversationId;
  channel: Channel;
  level: Level;
  priority: number;
  arrived_at: Date;
  epoch: number;
  sticky_agent_id: AgentId | null;
  excluded_agent_ids: AgentId[];
}

/**
 * The head of a queue. Ageing lifts everything by the same step every ten minutes, so the head under
 * effective priority is among the oldest and the highest: each is read through the index.
 */
export async function loadWaiting(
  tx: Queryable,
  queueId: QueueId,
  limit: number,
): Promise<readonly WaitingConversation[]> {
  const { rows } = await tx.query<WaitingRow>({
    name: "load-waiting",
    text: `select id, channel, level, priority, arrived_at, epoch, sticky_agent_id, excluded_agent_ids
      from (
        (select * from conversations
          where queue_id = $1 and status = 'open' and assignee_id is null
          order by priority desc, arrived_at limit $2)
        union
        (select * from conversations
          where queue_id = $1 and status = 'open' and assignee_id is null
          order by arrived_at limit $2)
      ) as head`,
    values: [queueId, limit],
  });
  return rows.map((row) => ({
    id: row.id,
    queueId,
    channel: row.channel,
    level: row.level,
    priority: row.priority,
    arrivedAt: row.arrived_at.getTime(),
    epoch: row.epoch,
    stickyAgentId: row.sticky_agent_id ?? undefined,
    excludedAgentIds: row.excluded_agent_ids,
  }));
}

interface AgentRow {
  id: AgentId;
  name: string;
  wanted: AgentState["wanted"];
  reachable: boolean;
  capacity: number;
  channel_limits: Record<Channel, number>;
  held: Record<Channel, number> | null;
  costing: Record<Channel, number> | null;
  last_assigned: Record<Channel, string> | null;
}

const AGENT_STATES = `select a.id, a.name, a.wanted, a.capacity, a.channel_limits,
    coalesce(a.seen_at > now() - ${PRESENCE_GRACE_MS} * interval '1 millisecond', false) as reachable,
    held.held, held.costing, last.last_assigned
  from agents a
  left join lateral (
    select jsonb_object_agg(channel, conversations) as held,
      jsonb_object_agg(channel, costing) as costing
    from (
      select channel, count(*) as conversations,
        count(*) filter (where status = 'open' and not (waiting_on <> 'agent'
          and last_message_at < now() - ${FREE_AFTER_SILENCE_MS} * interval '1 millisecond')) as costing
      from conversations where assignee_id = a.id and status in ('open','snoozed') group by channel
    ) as per_channel
  ) as held on true
  left join lateral (
    select jsonb_object_agg(channel, at) as last_assigned from last_assignments where agent_id = a.id
  ) as last on true`;

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
    text: `${AGENT_STATES}
      where a.id in (select agent_id from queue_members where queue_id = $1)
        and a.wanted = 'available' and a.disabled_at is null
      order by a.id`,
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
    text: `${AGENT_STATES}
      where a.id in (select agent_id from queue_members where queue_id = $1)
        and a.disabled_at is null
      order by a.id`,
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
    load += weightOf(channel) * count;
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
  };
}

/** Queues that have somebody waiting and somebody who could serve: the sweeper's question. */
export async function findQueuesToServe(q: Queryable): Promise<readonly QueueId[]> {
  const { rows } = await q.query<{ id: QueueId }>({
    name: "queues-to-serve",
    text: `select q.id from queues q
      where exists (select 1 from conversations c
          where c.queue_id = q.id and c.status = 'open' and c.assignee_id is null)
        and exists (select 1 from queue_members m join agents a on a.id = m.agent_id
          where m.queue_id = q.id and a.wanted = 'available' and a.disabled_at is null
            and a.seen_at > now() - $1 * interval '1 millisecond')`,
    values: [PRESENCE_GRACE_MS],
  });
  return rows.map((row) => row.id);
}

import type { AgentId, Channel, ChannelWeights, ConversationId, QueueId } from "@circuito/domain";
import { heldUnits } from "../assignment/held-units.ts";
import type { Queryable } from "../database.ts";

export interface HeldLoad {
  readonly id: AgentId;
  readonly name: string;
  readonly capacity: number;
  /** Units held; what is snoozed, or waits long for its customer, costs nothing. */
  readonly load: number;
  readonly weights: ChannelWeights;
  readonly disabled: boolean;
  readonly queueIds: readonly string[];
}

/**
 * Locks an agent and counts what they hold, so that two conversations at once cannot both take the
 * last place. The lock spares readers and rows that refer to the agent.
 * @param forConversationId what it is counted for: an offer of it holds the place that it will take
 */
export async function lockAgent(
  tx: Queryable,
  id: string,
  forConversationId?: string,
): Promise<HeldLoad | undefined> {
  const locked = await tx.query({
    name: "lock-agent",
    text: "select from agents where id = $1 for no key update",
    values: [id],
  });
  if (locked.rowCount === 0) return undefined;
  // A statement of its own: its snapshot must be younger than the wait for the lock.
  const { rows } = await tx.query<HeldLoad>({
    name: "held-load",
    text: `select a.id, a.name, a.capacity, a.disabled_at is not null as disabled,
        coalesce((select held.load from (${heldUnits("= $1", "o.conversation_id is distinct from $2")}) as held), 0) as load,
        coalesce((select jsonb_object_agg(channel, weight) from channel_weights), '{}') as weights,
        array(select queue_id::text from queue_members where agent_id = a.id) as "queueIds"
      from agents a where a.id = $1`,
    values: [id, forConversationId ?? null],
  });
  return rows[0];
}

/** Remembers that an agent got a conversation of a channel now: the order of "longest idle". */
export async function noteAssignment(
  tx: Queryable,
  agentId: AgentId,
  channel: Channel,
  at: number,
): Promise<void> {
  await tx.query({
    name: "note-assignment",
    text: `insert into last_assignments (agent_id, channel, at) values ($1, $2, $3)
      on conflict (agent_id, channel) do update set at = greatest(last_assignments.at, excluded.at)`,
    values: [agentId, channel, new Date(at).toISOString()],
  });
}

/** What somebody has and is not solved yet, the oldest first; what is in no queue is left out. */
export async function listHeldBy(q: Queryable, id: AgentId) {
  const { rows } = await q.query<{
    conversationId: ConversationId;
    epoch: number;
    queueId: QueueId;
  }>({
    name: "list-held-by",
    text: `select id as "conversationId", epoch, queue_id as "queueId" from conversations
      where assignee_id = $1 and status in ('open', 'snoozed') and queue_id is not null
      order by arrived_at`,
    values: [id],
  });
  return rows;
}

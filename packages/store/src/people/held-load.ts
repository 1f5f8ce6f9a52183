import {
  type AgentId,
  CHAT_WEIGHT,
  type Channel,
  MAIL_LIKE_CHANNELS,
  MAIL_WEIGHT,
} from "@circuito/domain";
import { FREE_AFTER_SILENCE_MS } from "../assignment/load.ts";
import type { Queryable } from "../database.ts";

/** What conversation `c` costs its agent: domain's `weightOf`, as SQL says it. */
export const WEIGHT = `case when c.channel in (${MAIL_LIKE_CHANNELS.map((name) => `'${name}'`).join(", ")})
  then ${MAIL_WEIGHT} else ${CHAT_WEIGHT} end`;
/** Which of an agent's conversations `c` cost something, as the assigner counts them. */
export const COSTS_CAPACITY = `c.status = 'open' and not (c.waiting_on <> 'agent'
  and c.last_message_at < now() - ${FREE_AFTER_SILENCE_MS} * interval '1 millisecond')`;

export interface HeldLoad {
  readonly id: AgentId;
  readonly name: string;
  readonly capacity: number;
  /** Units held; what is snoozed, or waits long for its customer, costs nothing. */
  readonly load: number;
  readonly disabled: boolean;
  readonly queueIds: readonly string[];
}

/**
 * Locks an agent and counts what they hold, so that two conversations at once cannot both take the
 * last place. The lock spares readers and rows that refer to the agent.
 */
export async function lockAgent(tx: Queryable, id: string): Promise<HeldLoad | undefined> {
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
        coalesce((select sum(${WEIGHT}) from conversations c
          where c.assignee_id = a.id and ${COSTS_CAPACITY}), 0)::real as load,
        array(select queue_id::text from queue_members where agent_id = a.id) as "queueIds"
      from agents a where a.id = $1`,
    values: [id],
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

import type { Act, AgentId, ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

interface Time {
  readonly from: number;
  readonly to: number;
}

/** Something somebody did, and with which conversation. */
export interface DoneAct {
  readonly at: number;
  readonly act: Act;
  readonly conversationId: ConversationId;
  readonly protocol: string;
}

/** What is told of as one kind of act: what a colleague hands on is directed, whichever way it goes. */
const DONE = `select actor_id as agent_id, at, conversation_id,
    case when kind in ('claimed', 'assigned') then 'claimed' when kind = 'resolved' then 'resolved'
      else 'directed' end as act
  from activities where actor_id = any($1::uuid[]) and at >= $2 and at < $3
    and (kind in ('claimed', 'directed', 'escalated', 'transferred', 'returned', 'resolved')
      or kind = 'assigned' and because = 'accepted-offer')
  union all
  select agent_id, created_at, conversation_id, 'answered'
  from messages where agent_id = any($1::uuid[]) and created_at >= $2 and created_at < $3
    and direction = 'outbound'`;

/** How often each of them did what. */
export async function countActs(
  q: Queryable,
  agentIds: readonly AgentId[],
  { from, to }: Time,
): Promise<ReadonlyMap<AgentId, Readonly<Partial<Record<Act, number>>>>> {
  const { rows } = await q.query<{ id: AgentId; done: Partial<Record<Act, number>> }>({
    name: "count-acts",
    text: `select agent_id as id, jsonb_object_agg(act, count) as done from (
        select agent_id, act, count(*)::int as count from (${DONE}) done group by agent_id, act
      ) counted group by agent_id`,
    values: [agentIds, iso(from), iso(to)],
  });
  return new Map(rows.map(({ id, done }) => [id, done]));
}

/** What one of them did, one after the other. */
export async function listActs(
  q: Queryable,
  agentId: AgentId,
  { from, to }: Time,
  limit: number,
): Promise<readonly DoneAct[]> {
  const { rows } = await q.query<Omit<DoneAct, "at"> & { at: Date }>({
    name: "list-acts",
    text: `select done.at, done.act, done.conversation_id as "conversationId", c.protocol
      from (${DONE}) done join conversations c on c.id = done.conversation_id
      order by done.at, done.conversation_id limit $4`,
    values: [[agentId], iso(from), iso(to), limit],
  });
  return rows.map(({ at, ...act }) => ({ ...act, at: at.getTime() }));
}

const iso = (at: number) => new Date(at).toISOString();

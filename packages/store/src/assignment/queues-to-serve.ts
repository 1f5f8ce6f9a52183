import type { AgentId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { IS_REACHABLE } from "./reachable.ts";

/** Queues that have somebody waiting and somebody who could serve: the sweeper's question. */
export async function findQueuesToServe(q: Queryable): Promise<readonly QueueId[]> {
  const { rows } = await q.query<{ id: QueueId }>({
    name: "queues-to-serve",
    text: `select q.id from queues q
      where q.strategy <> 'manual'
        and exists (select 1 from conversations c
          where c.queue_id = q.id and c.status = 'open' and c.assignee_id is null)
        and exists (select 1 from queue_members m join agents a on a.id = m.agent_id
          where m.queue_id = q.id and a.wanted = 'available' and a.disabled_at is null
            and ${IS_REACHABLE})`,
  });
  return rows.map((row) => row.id);
}

/** The queues of an agent in which somebody waits for the machine to give them away, by id. */
export async function findWaitingQueuesOf(
  q: Queryable,
  agentId: AgentId,
): Promise<readonly QueueId[]> {
  const { rows } = await q.query<{ id: QueueId }>({
    name: "waiting-queues-of",
    text: `select q.id from queue_members m join queues q on q.id = m.queue_id
      where m.agent_id = $1 and q.strategy <> 'manual'
        and exists (select 1 from conversations c
          where c.queue_id = q.id and c.status = 'open' and c.assignee_id is null)
      order by q.id`,
    values: [agentId],
  });
  return rows.map((row) => row.id);
}

import type { QueueId } from "@circuito/domain";
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

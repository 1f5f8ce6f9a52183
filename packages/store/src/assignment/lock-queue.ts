import type { QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/**
 * One assigner at a time per queue, for this transaction. The next one waits: what it came for may
 * have been committed after the one before it looked. Of several queues in the order of their ids.
 */
export async function lockQueues(tx: Queryable, queueIds: readonly QueueId[]): Promise<void> {
  await tx.query({
    name: "lock-queues",
    text: `select pg_advisory_xact_lock(hashtextextended('assign ' || sorted.id, 7))
      from (select id::text as id from unnest($1::uuid[]) as q(id) order by 1) as sorted`,
    values: [queueIds],
  });
}

import type { QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

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

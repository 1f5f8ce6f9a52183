import type { Level, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** The level of every queue: a small table. */
export async function queueLevels(q: Queryable): Promise<ReadonlyMap<QueueId, Level>> {
  const { rows } = await q.query<{ id: QueueId; level: Level }>({
    name: "queue-levels",
    text: "select id, level from queues",
  });
  return new Map(rows.map(({ id, level }) => [id, level]));
}

import { partsOf, type QueueId, type QueueLengths, type RuleBook } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Which queues' lengths the rules ask for, and up to which number: counting further tells nothing. */
export type LengthsAsked = ReadonlyMap<QueueId, number>;

export function lengthsAsked({ rules }: Pick<RuleBook, "rules">): LengthsAsked {
  const asked = new Map<QueueId, number>();
  const parts = rules.flatMap(({ enabled, condition }) => (enabled ? partsOf(condition) : []));
  for (const { part } of parts) {
    const range = part.queueLength;
    if (!range) continue;
    const most = Math.max(range.atLeast ?? 0, range.below ?? 0, asked.get(range.queueId) ?? 0);
    asked.set(range.queueId, most);
  }
  return asked;
}

/** How many wait in the queues asked for, counted no further than asked. No statement for none. */
export async function loadQueueLengths(q: Queryable, asked: LengthsAsked): Promise<QueueLengths> {
  if (asked.size === 0) return new Map();
  const { rows } = await q.query<{ id: QueueId; length: number }>({
    name: "load-queue-lengths",
    // By conversations_waiting, at most as many entries as the rules' largest number.
    text: `select a.id, (select count(*)::int from (
          select from conversations c
          where c.queue_id = a.id and c.status = 'open' and c.assignee_id is null
          limit a.most) as waiting) as length
      from unnest($1::uuid[], $2::int[]) as a(id, most)`,
    values: [[...asked.keys()], [...asked.values()]],
  });
  return new Map(rows.map(({ id, length }) => [id, length]));
}

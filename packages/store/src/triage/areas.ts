import { FLOW_WINDOW_MS, type Level, type QueueId } from "@circuito/domain";
import { IS_REACHABLE } from "../assignment/reachable.ts";
import { WAITED } from "../assignment/waited.ts";
import type { Queryable } from "../database.ts";

/** An area as somebody chooses it: who waits there, and how fast it goes. */
export interface AreaReading {
  readonly id: QueueId;
  readonly name: string;
  readonly area: string | null;
  readonly level: Level;
  readonly waiting: number;
  /** Conversations that somebody there got within `FLOW_WINDOW_MS`. */
  readonly taken: number;
  readonly agentsAvailable: number;
  /** What customers are told who are directed there; null: nothing of its own. */
  readonly directedNotice: string | null;
}

/** Counted no further: more tells nobody more. */
const COUNT_MAX = 500;

/** All areas that a director may direct to, in the admin's order; by conversations_waiting and _taken. */
export async function listAreas(q: Queryable, now: number): Promise<readonly AreaReading[]> {
  const { rows } = await q.query<AreaReading>({
    name: "list-areas",
    text: `select q.id, q.name, q.area, q.level, q.directed_notice as "directedNotice",
        (select count(*)::int from (select from conversations c
          where c.queue_id = q.id and c.status = 'open' and c.assignee_id is null
          limit ${COUNT_MAX}) as waits) as waiting,
        (select count(*)::int from (select from conversations t where t.queue_id = q.id
          and t.assigned_at > $1::timestamptz - ${FLOW_WINDOW_MS} * interval '1 millisecond'
          and ${WAITED}
          limit ${COUNT_MAX}) as lately) as taken,
        (select count(*)::int from queue_members m join agents a on a.id = m.agent_id
          where m.queue_id = q.id and a.wanted = 'available' and a.disabled_at is null
            and ${IS_REACHABLE}) as "agentsAvailable"
      from queues q where q.role = 'specialist' and q.archived_at is null order by q.position, q.name`,
    values: [new Date(now).toISOString()],
  });
  return rows;
}

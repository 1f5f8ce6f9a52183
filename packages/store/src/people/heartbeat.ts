import type { AgentId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";

/** Somebody who was thought gone and has a live socket again. */
export interface Returned {
  readonly id: AgentId;
  readonly queueIds: readonly QueueId[];
}

/**
 * Notes a sign of life of agents with a live socket, in one statement. Who was unreachable is
 * reachable from now on, and their colleagues are told; who is no longer is found by the sweep.
 * @param activeIds those of them who have touched something since the last time
 */
export async function markSeen(
  tx: Queryable,
  agentIds: readonly string[],
  activeIds: readonly string[],
): Promise<readonly Returned[]> {
  if (agentIds.length === 0) return [];
  // Rows are locked in id order: two nodes that note the same people do not deadlock.
  const { rows } = await tx.query<Returned>({
    name: "mark-seen",
    text: `with locked as (
        select id, reachable from agents where id = any($1::uuid[]) order by id for no key update
      ), seen as (
        update agents a set seen_at = now(), reachable = true,
          active_at = case when a.id = any($2::uuid[]) then now() else a.active_at end
        from locked where a.id = locked.id returning a.id, locked.reachable as before
      )
      select id, array(select queue_id::text from queue_members where agent_id = seen.id)
        as "queueIds"
      from seen where not before`,
    values: [agentIds, activeIds],
  });
  await writeNotices(
    tx,
    rows.map(({ id, queueIds }) => ({
      type: "agent.changed",
      subjectId: id,
      audience: [id, ...queueIds],
    })),
  );
  return rows;
}

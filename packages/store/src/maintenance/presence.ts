import { type AgentId, PRESENCE_GRACE_MS } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";

/**
 * Of thousands who lost their line at once some are told of at each look: each is told to all colleagues, and
 * customers' messages must find their way meanwhile. Nobody is given work for being told of late: who is there is
 * read from signs of life, not from what was told.
 */
export const TOLD_AT_ONCE_MAX = 200;

/** Tells once that agents came or went, from the last sign of life of any of their sockets. */
export async function settleReachability(tx: Queryable): Promise<readonly AgentId[]> {
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "settle-reachability",
    // Locked in id order, as signs of life lock them.
    text: `update agents set reachable = not reachable
      where id in (select id from agents
        where reachable <> coalesce(seen_at > now() - $1 * interval '1 millisecond', false)
        order by id limit $2 for no key update)
      returning id`,
    values: [PRESENCE_GRACE_MS, TOLD_AT_ONCE_MAX],
  });
  await writeNotices(
    tx,
    rows.map((row) => ({ type: "agent.changed", subjectId: row.id, audience: [row.id] })),
  );
  return rows.map((row) => row.id);
}

import { type AgentId, PRESENCE_GRACE_MS } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";

/** Tells once that agents came or went, from the last sign of life of any of their sockets. */
export async function settleReachability(tx: Queryable): Promise<readonly AgentId[]> {
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "settle-reachability",
    // Locked in id order, as signs of life lock them.
    text: `update agents set reachable = not reachable
      where id in (select id from agents
        where reachable <> coalesce(seen_at > now() - $1 * interval '1 millisecond', false)
        order by id for no key update)
      returning id`,
    values: [PRESENCE_GRACE_MS],
  });
  await writeNotices(
    tx,
    rows.map((row) => ({ type: "agent.changed", subjectId: row.id, audience: [row.id] })),
  );
  return rows.map((row) => row.id);
}

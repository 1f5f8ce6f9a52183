import { LOOK_MAX_MS, type Look } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/**
 * Keeps looks, one statement however many there are. One that is known already grows to what is told
 * now; whoever tells of somebody else's, or of another conversation under its id, changes nothing.
 */
export async function saveLooks(q: Queryable, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return;
  await q.query({
    name: "save-looks",
    text: `insert into focus_looks as l (id, agent_id, conversation_id, began_at, ended_at)
      select distinct on (1) * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[],
        $5::timestamptz[])
      -- Whatever clients make up, a look is told once; and processes lock looks in one order.
      order by 1
      on conflict (id) do update set began_at = least(l.began_at, excluded.began_at),
        ended_at = greatest(l.ended_at, excluded.ended_at), is_measured = false
      where l.agent_id = excluded.agent_id and l.conversation_id = excluded.conversation_id
        and (excluded.began_at < l.began_at or excluded.ended_at > l.ended_at)
        and greatest(l.ended_at, excluded.ended_at) - least(l.began_at, excluded.began_at)
          <= interval '${LOOK_MAX_MS} milliseconds'`,
    values: [
      looks.map(({ id }) => id),
      looks.map(({ agentId }) => agentId),
      looks.map(({ conversationId }) => conversationId),
      looks.map(({ beganAt }) => new Date(beganAt).toISOString()),
      looks.map(({ endedAt }) => new Date(endedAt).toISOString()),
    ],
  });
}

import type { Queryable } from "../database.ts";
import type { Given } from "./save.ts";

/** Remembers when agents got, or were asked to take, a conversation: the order of "longest idle". */
export async function noteLastAssignments(
  tx: Queryable,
  given: readonly Given[],
  now: number,
): Promise<void> {
  await tx.query({
    name: "note-last-assignments",
    text: `insert into last_assignments (agent_id, channel, at)
      select distinct on (agent_id, channel) agent_id, channel, $3::timestamptz
      from unnest($1::uuid[], $2::text[]) as a(agent_id, channel)
      order by agent_id, channel
      on conflict (agent_id, channel) do update set at = greatest(last_assignments.at, excluded.at)`,
    values: [
      given.map((g) => g.choice.agentId),
      given.map((g) => g.conversation.channel),
      new Date(now).toISOString(),
    ],
  });
}

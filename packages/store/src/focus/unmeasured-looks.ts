import type { ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { OVERLAPS } from "./load-spent.ts";

/** Whether figures have something to read; nearly always not. Index focus_looks_unmeasured. */
export async function hasUnmeasuredLooks(q: Queryable): Promise<boolean> {
  const { rows } = await q.query<{ found: boolean }>({
    name: "has-unmeasured-looks",
    text: "select exists (select 1 from focus_looks where not is_measured) as found",
  });
  return rows[0]?.found ?? false;
}

/**
 * Takes looks that figures do not know yet, or not as far.
 * @returns the conversations whose figures they change: their own, and those that people had open
 *   at the same time
 */
export async function takeUnmeasuredLooks(
  tx: Queryable,
  limit: number,
): Promise<readonly ConversationId[]> {
  const { rows } = await tx.query<{ id: ConversationId }>({
    name: "take-unmeasured-looks",
    // A look that grows meanwhile waits for this transaction, and is not measured again after it.
    text: `with taken as (
        select id from focus_looks where not is_measured order by conversation_id limit $1
        for update skip locked
      ), l as (
        update focus_looks f set is_measured = true from taken t where f.id = t.id
        returning f.agent_id, f.conversation_id, f.began_at, f.ended_at
      )
      select conversation_id as id from l
      union select o.conversation_id from l join focus_looks o on ${OVERLAPS}`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}

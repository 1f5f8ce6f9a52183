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

/** Looks that figures do not know yet, or not as far. */
export interface UnmeasuredLooks {
  readonly looks: readonly { readonly id: string; readonly version: string }[];
  /** Whose figures they change: their own, and those that people had open at the same time. */
  readonly conversationIds: readonly ConversationId[];
}

export async function findUnmeasuredLooks(q: Queryable, limit: number): Promise<UnmeasuredLooks> {
  const { rows } = await q.query<{ id: string; version: string; opened: ConversationId[] }>({
    name: "find-unmeasured-looks",
    text: `with l as materialized (
        select id, xmin::text as version, agent_id, conversation_id, began_at, ended_at
        from focus_looks where not is_measured order by conversation_id limit $1
      )
      select l.id, l.version, array(
        select l.conversation_id union select o.conversation_id from focus_looks o where ${OVERLAPS}
      ) as opened from l`,
    values: [limit],
  });
  return {
    looks: rows.map(({ id, version }) => ({ id, version })),
    conversationIds: [...new Set(rows.flatMap(({ opened }) => opened))],
  };
}

/** Whoever has measured them says so; a look that has grown meanwhile is measured again. */
export async function markMeasured(tx: Queryable, { looks }: UnmeasuredLooks): Promise<void> {
  await tx.query({
    name: "mark-looks-measured",
    text: `update focus_looks f set is_measured = true from unnest($1::uuid[], $2::text[]) s(id, version)
      where f.id = s.id and f.xmin::text = s.version`,
    values: [looks.map(({ id }) => id), looks.map(({ version }) => version)],
  });
}

import type { Queryable } from "../database.ts";
import type { TombstoneSeal } from "../privacy/tombstones.ts";

/**
 * Which of these external ids are rows of this inbox already.
 * @param seal by which what was erased is known, too: nobody fetches it once more
 */
export async function findKnown(
  q: Queryable,
  inboxId: string,
  externalIds: readonly string[],
  seal?: TombstoneSeal,
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set();
  const names = seal ? externalIds.map((id) => seal.name(inboxId, id)) : [];
  const { rows } = await q.query<{ external_id: string }>({
    name: "find-known",
    text: `select distinct external_id from ledger
        where inbox_id = $1 and external_id = any($2::text[])
      union
      select w.external_id from unnest($2::text[], $3::bytea[]) as w(external_id, name)
        join ledger_tombstones t on t.inbox_id = $1 and t.name = w.name`,
    values: [inboxId, externalIds, names],
  });
  return new Set(rows.map((row) => row.external_id));
}

import type { Queryable } from "../database.ts";

/** Which of these external ids are rows of this inbox already. */
export async function findKnown(
  q: Queryable,
  inboxId: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set();
  const { rows } = await q.query<{ external_id: string }>({
    name: "find-known",
    text: `select distinct external_id from ledger
      where inbox_id = $1 and external_id = any($2::text[])`,
    values: [inboxId, externalIds],
  });
  return new Set(rows.map((row) => row.external_id));
}

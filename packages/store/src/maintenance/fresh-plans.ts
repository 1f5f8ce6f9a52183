import type { Queryable } from "../database.ts";

/** Tables that hot statements look into by key while they grow. */
const GROWING = [
  "ledger",
  "messages",
  "conversations",
  "identities",
  "contacts",
  "deliveries",
  "outbox",
];
/** Below this a sequential scan is as good as an index. */
const PAGES_MIN = 16;

/**
 * Analyzes tables that have doubled since somebody last did. A prepared statement keeps the plan it
 * got when its table was small, which is to read all of it, until new statistics arrive; a fresh
 * installation would wait a minute for them, at a hundred times the cost a statement.
 * @returns the tables analyzed
 */
export async function keepPlansFresh(q: Queryable): Promise<readonly string[]> {
  const { rows } = await q.query<{ name: string }>({
    name: "grown-tables",
    text: `select relname as name from pg_class
      where oid = any($1::regclass[])
        and pg_relation_size(oid) / current_setting('block_size')::bigint > greatest(2 * relpages, $2)`,
    values: [GROWING, PAGES_MIN],
  });
  for (const { name } of rows) {
    // From our own list: nothing here comes from outside.
    await q.query(`analyze ${name}`);
  }
  return rows.map((row) => row.name);
}

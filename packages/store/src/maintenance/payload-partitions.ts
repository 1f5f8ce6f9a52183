import type { Queryable } from "../database.ts";

/**
 * Makes this month's and next month's partition of the payloads, so that retention is a DROP and
 * never a DELETE. A month whose rows already fell into the default partition stays there.
 */
export async function makePayloadPartitions(q: Queryable, now: number): Promise<void> {
  for (const offset of [0, 1]) {
    const from = startOfMonth(now, offset);
    const to = startOfMonth(now, offset + 1);
    const name = `ledger_payloads_${from.slice(0, 7).replace("-", "_")}`;
    const { rows } = await q.query<{ taken: boolean }>(
      `select to_regclass($1) is not null or exists (
         select 1 from ledger_payloads_default where received_at >= $2 and received_at < $3) as taken`,
      [name, from, to],
    );
    if (rows[0]?.taken) continue;
    // Both bounds and the name are dates that we made: nothing here comes from outside.
    await q.query(
      `create table if not exists ${name} partition of ledger_payloads
         for values from ('${from}') to ('${to}')`,
    );
  }
}

function startOfMonth(now: number, offset: number): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1)).toISOString();
}

import type { Queryable } from "../database.ts";
import { eraseLedgerRows } from "./erase-ledger-rows.ts";
import type { Erasure } from "./erasure.ts";
import type { TombstoneSeal } from "./tombstones.ts";

/** The ledger has no index by contact point but of what waits: it is walked once, a page at a time. */
const ROWS_PER_CHUNK = 20_000;

/**
 * Rows of the person's contact points that became no message: receipts, changes, what was set aside.
 * What was routed since to somebody new, who has the same address, is theirs.
 * @returns where to go on; `undefined` at the end
 */
export async function eraseLedger(
  tx: Queryable,
  erasure: Erasure,
  seal: TombstoneSeal,
): Promise<string | undefined> {
  const after = BigInt(erasure.cursor || "0");
  if (after >= BigInt(erasure.ledgerUpTo)) return undefined;
  const upTo = after + BigInt(ROWS_PER_CHUNK);
  const { rows } = await tx.query<{ id: string }>({
    name: "find-ledger-rows-of-points",
    text: `select l.id from ledger l
      where l.id > $1 and l.id <= least($2::bigint, $3::bigint) and l.state <> 'accepted'
        and l.contact_key in (select key from erasure_keys where contact_id = $4)
        and not exists (select from messages m
          where m.ledger_id = l.id and m.contact_id <> all($5::uuid[]))`,
    values: [after, upTo, erasure.ledgerUpTo, erasure.contactId, erasure.ids],
  });
  await eraseLedgerRows(
    tx,
    erasure.contactId,
    rows.map(({ id }) => id),
    seal,
  );
  return String(upTo);
}

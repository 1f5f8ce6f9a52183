import type { Queryable } from "../database.ts";
import { eraseLedgerRows } from "./erase-ledger-rows.ts";
import type { Erasure } from "./erasure.ts";
import { findMailsAbout } from "./find-mails-about.ts";
import type { TombstoneSeal } from "./tombstones.ts";

/** The ledger has no index by contact point but of what waits: it is walked once, a page at a time. */
const ROWS_PER_CHUNK = 10_000;

/**
 * Rows of the person's contact points that became no message: receipts, changes, what was set aside; and
 * mails about them that came from elsewhere. What was routed since to somebody new, who has the same address,
 * is theirs.
 * @param since `late`: what came since the erasure began. Of that only receipts and reports are theirs
 * @returns where to go on; `undefined` at the end
 */
export async function eraseLedger(
  tx: Queryable,
  erasure: Erasure,
  seal: TombstoneSeal,
  since: "ever" | "late",
): Promise<string | undefined> {
  const isLate = since === "late";
  const after = BigInt(erasure.cursor || (isLate ? erasure.ledgerUpTo : "0"));
  const end = isLate ? await lastOfLedger(tx) : BigInt(erasure.ledgerUpTo);
  if (after >= end) return undefined;
  const next = after + BigInt(ROWS_PER_CHUNK);
  const upTo = next < end ? next : end;
  const { rows } = await tx.query<{ id: string }>({
    name: "find-ledger-rows-of-points",
    // A receipt waits for its message to be sent, which has forgotten by now under what name it was.
    text: `select l.id from ledger l
      where l.id > $1 and l.id <= $2 and (l.kind = 'receipt' or l.state <> 'accepted' and not $5)
        and l.contact_key in (select key from erasure_keys where contact_id = $3)
        and not exists (select from messages m
          where m.ledger_id = l.id and m.contact_id <> all($4::uuid[]))`,
    values: [after, upTo, erasure.contactId, erasure.ids, isLate],
  });
  const about = await findMailsAbout(tx, erasure, { after, upTo }, !isLate);
  const ids = [...rows.map(({ id }) => id), ...about];
  await eraseLedgerRows(tx, erasure.contactId, ids, seal);
  return String(upTo);
}

async function lastOfLedger(tx: Queryable): Promise<bigint> {
  const { rows } = await tx.query<{ id: string | null }>({
    name: "last-of-ledger",
    text: "select max(id) as id from ledger",
  });
  return BigInt(rows[0]?.id ?? "0");
}

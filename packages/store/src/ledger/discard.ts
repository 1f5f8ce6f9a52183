import type { Queryable } from "../database.ts";
import type { Discard, ledger } from "../schema/index.ts";

/** The reason of what a person discarded: it stays in the ledger, and can be released all the same. */
export const DISCARDED = "discarded";

export type DiscardOutcome =
  | { readonly outcome: "discarded" }
  | { readonly outcome: "not-found" }
  /** It was not parked or suppressed, or is not any more. */
  | { readonly outcome: "not-set-aside"; readonly state: (typeof ledger.$inferSelect)["state"] }
  | { readonly outcome: "already-discarded" };

/**
 * Says that rows which were set aside stay so: they are suppressed, with who decided it and why, and
 * want nobody any more. The ledger balances as before.
 * @param ledgerIds decimal digits of positive 64-bit integers
 * @returns what became of each, in the order asked
 */
export async function discardRows(
  q: Queryable,
  ledgerIds: readonly string[],
  who: Pick<Discard, "by" | "name" | "reason">,
): Promise<readonly DiscardOutcome[]> {
  const { rows } = await q.query<{ id: string }>({
    name: "discard-ledger-rows",
    text: `update ledger set state = 'suppressed', reason = '${DISCARDED}', retry_at = null,
        discarded = jsonb_build_object('by', $2::text, 'name', $3::text, 'from', state,
          'because', reason, 'reason', $4::text,
          'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      where id = any($1::bigint[]) and state in ('parked','suppressed')
        and reason is distinct from '${DISCARDED}'
      returning id`,
    values: [ledgerIds, who.by, who.name, who.reason],
  });
  const done = new Set(rows.map(({ id }) => id));
  const left = ledgerIds.filter((id) => !done.has(id));
  const why = left.length > 0 ? await statesOf(q, left) : new Map();
  return ledgerIds.map((id) => {
    if (done.has(id)) return { outcome: "discarded" };
    const row = why.get(id);
    if (!row) return { outcome: "not-found" };
    return row.reason === DISCARDED && row.state === "suppressed"
      ? { outcome: "already-discarded" }
      : { outcome: "not-set-aside", state: row.state };
  });
}

async function statesOf(q: Queryable, ledgerIds: readonly string[]) {
  type Row = Pick<typeof ledger.$inferSelect, "state" | "reason"> & { readonly id: string };
  const { rows } = await q.query<Row>({
    name: "why-not-discarded",
    text: "select id, state, reason from ledger where id = any($1::bigint[])",
    values: [ledgerIds],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

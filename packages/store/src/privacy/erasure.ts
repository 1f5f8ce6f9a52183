import type { ContactId, ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { ErasureStep } from "../schema/index.ts";

/** An erasure that goes on. */
export interface Erasure {
  readonly contactId: ContactId;
  readonly ids: readonly ContactId[];
  readonly elsewhereIds: readonly ConversationId[];
  readonly ledgerUpTo: string;
  readonly step: ErasureStep;
  readonly cursor: string;
}

/**
 * Takes the one that has waited longest, for this transaction; others take another. What failed before waits,
 * and comes after all that did not.
 * @param settlesMs how long after its beginning what was under way is taken to have ended
 */
export async function takeErasure(
  tx: Queryable,
  settlesMs: number,
  contactId?: ContactId,
): Promise<Erasure | undefined> {
  const { rows } = await tx.query<Erasure>({
    name: "take-erasure",
    text: `select contact_id as "contactId", ids, elsewhere_ids as "elsewhereIds",
        ledger_up_to as "ledgerUpTo", step, cursor
      from erasures
      where step <> 'done' and ($2::uuid is null or contact_id = $2)
        and (step <> 'settling' or begun_at <= now() - $1 * interval '1 millisecond')
        and (retry_at is null or retry_at <= now())
      order by retry_at nulls first, begun_at limit 1 for update skip locked`,
    values: [settlesMs, contactId ?? null],
  });
  return rows[0];
}

export async function saveProgress(
  tx: Queryable,
  { contactId }: Erasure,
  step: ErasureStep,
  cursor: string,
): Promise<void> {
  await tx.query({
    name: "save-erasure-progress",
    text: `update erasures set step = $2, cursor = $3, retry_at = null,
        done_at = case when $2 = 'done' then now() end
      where contact_id = $1`,
    values: [contactId, step, cursor],
  });
}

/** Leaves it to nobody for a while: it failed, or whoever took it goes on without a transaction. */
export async function postponeErasure(
  q: Queryable,
  { contactId }: Pick<Erasure, "contactId">,
  delayMs: number,
): Promise<void> {
  await q.query({
    name: "postpone-erasure",
    text: `update erasures set retry_at = now() + $2 * interval '1 millisecond'
      where contact_id = $1 and step <> 'done'`,
    values: [contactId, delayMs],
  });
}

import type { LedgerId, MessageId, Trail } from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface RoutedRow {
  readonly ledgerId: LedgerId;
  /** Absent for a receipt. */
  readonly messageId: MessageId | undefined;
  readonly trail: Trail | undefined;
}

/** The rows have become what they were to become. */
export async function markRouted(tx: Queryable, rows: readonly RoutedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: "mark-routed",
    text: `update ledger l set state = 'routed', message_id = r.message_id, trail = r.trail,
        routed_at = now(), reason = null, retry_at = null
      from unnest($1::bigint[], $2::uuid[], $3::jsonb[]) as r(id, message_id, trail)
      where l.id = r.id`,
    values: [
      rows.map((r) => r.ledgerId),
      rows.map((r) => r.messageId ?? null),
      rows.map((r) => (r.trail ? JSON.stringify(r.trail) : null)),
    ],
  });
}

/** A row that fails alone: kept with its bytes, shown to a person, out of everybody's way. */
export async function park(q: Queryable, ledgerId: LedgerId, reason: string): Promise<void> {
  await q.query({
    name: "park",
    text: `update ledger set state = 'parked', reason = $2, attempts = attempts + 1
      where id = $1 and state = 'accepted'`,
    values: [ledgerId, reason],
  });
}

export async function suppress(q: Queryable, ledgerId: LedgerId, reason: string): Promise<void> {
  await q.query({
    name: "suppress",
    text: `update ledger set state = 'suppressed', reason = $2, retry_at = null
      where id = $1 and state = 'accepted'`,
    values: [ledgerId, reason],
  });
}

/** What these rows wait for has come: they are next. */
export async function bringForward(q: Queryable, ledgerIds: readonly LedgerId[]): Promise<void> {
  if (ledgerIds.length === 0) return;
  await q.query({
    name: "bring-forward",
    text: "update ledger set retry_at = null where id = any($1::bigint[])",
    values: [ledgerIds],
  });
}

/** Leaves the row for a later sweep: what it speaks of is not known yet. */
export async function postpone(
  q: Queryable,
  ledgerIds: readonly LedgerId[],
  delayMs: number,
): Promise<void> {
  if (ledgerIds.length === 0) return;
  await q.query({
    name: "postpone",
    text: `update ledger set attempts = attempts + 1, retry_at = now() + $2 * interval '1 millisecond'
      where id = any($1::bigint[])`,
    values: [ledgerIds, delayMs],
  });
}

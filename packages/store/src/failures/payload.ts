import type { Queryable } from "../database.ts";

/** As many bytes of what came in as a person reads of it. */
export const PAYLOAD_SHOWN_MAX = 32 * 1024;

/** The untouched bytes of a ledger row, or where they are. */
export interface PayloadReading {
  /** The first {@link PAYLOAD_SHOWN_MAX}; null: in the media store, or dropped. */
  readonly bytes: Buffer | null;
  readonly sha256: string | null;
  /** Of bytes that are here. */
  readonly sizeBytes: number | null;
}

/** @returns `undefined` if the ledger has no such row */
export async function findPayload(
  q: Queryable,
  ledgerId: string,
): Promise<PayloadReading | undefined> {
  const { rows } = await q.query<PayloadReading>({
    name: "find-payload",
    text: `select substring(b.bytes from 1 for ${PAYLOAD_SHOWN_MAX}) as bytes, b.sha256,
        length(b.bytes) as "sizeBytes"
      from ledger l left join lateral (
        select bytes, sha256 from ledger_payloads where ledger_id = l.id limit 1) b on true
      where l.id = $1`,
    values: [ledgerId],
  });
  return rows[0];
}

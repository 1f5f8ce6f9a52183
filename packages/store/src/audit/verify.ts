import type { Queryable } from "../database.ts";

/** How the chain stands. */
export interface AuditVerdict {
  readonly entries: number;
  /** The first number at which a row was changed, or one before it is gone; undefined: whole. */
  readonly brokenAt: number | undefined;
  /** Hash of the last row, in hexadecimal: kept elsewhere, it shows whether the end was cut off. */
  readonly head: string;
}

/** Reckons every hash again. Reads the whole table: for a command, not for a page. */
export async function verifyAudit(q: Queryable): Promise<AuditVerdict> {
  const { rows } = await q.query<{ entries: number; broken: string | null; head: string | null }>({
    name: "verify-audit",
    text: `with placed as (
        select seq, coalesce(lag(hash) over in_order, '\\x') as before,
          row_number() over in_order as place
        from audit_entries window in_order as (order by seq)
      )
      select count(*)::int as entries,
        min(e.seq) filter (where e.hash <> audit_hash(e) or e.prev_hash <> p.before
          or e.seq <> p.place) as broken,
        (array_agg(encode(e.hash, 'hex') order by e.seq desc))[1] as head
      from audit_entries e join placed p using (seq)`,
  });
  const [row] = rows;
  return {
    entries: row?.entries ?? 0,
    brokenAt: row?.broken == null ? undefined : Number(row.broken),
    head: row?.head ?? "",
  };
}

/** Whether an entry whose hash was kept elsewhere is still there. */
export async function hasAuditHead(q: Queryable, head: string): Promise<boolean> {
  const { rows } = await q.query({
    name: "has-audit-head",
    text: "select from audit_entries where hash = decode($1, 'hex') limit 1",
    values: [head],
  });
  return rows.length === 1;
}

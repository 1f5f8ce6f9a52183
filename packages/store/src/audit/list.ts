import type { Difference } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { AuditEntry } from "./append.ts";

export interface AuditReading extends AuditEntry {
  readonly seq: number;
  /** Ms since epoch. */
  readonly at: number;
}

export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  /** `queues/3f2a…`, or a kind alone: `queues`. */
  readonly object?: string | undefined;
  /** Ms since epoch. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

interface Row {
  readonly seq: string;
  readonly at: Date;
  readonly actor_kind: AuditEntry["actor"]["kind"];
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly address: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly object: string | null;
  readonly object_name: string | null;
  readonly said: string | null;
  readonly differences: readonly Difference[];
}

const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** Newest first. @param before number of the row before whose time the page begins */
export async function listAudit(
  q: Queryable,
  filter: AuditFilter,
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly AuditReading[]> {
  const { rows } = await q.query<Row>({
    name: "list-audit",
    text: `select seq, at, actor_kind, actor_id, actor_name, address, action, outcome, object,
        object_name, said, differences
      from audit_entries
      where ($1::bigint is null or seq < $1) and ($2::text is null or actor_id = $2)
        and ($3::text is null or action = $3)
        and ($4::text is null or object = $4 or object like $4 || '/%')
        and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
      order by seq desc limit $7`,
    values: [
      page.before ?? null,
      filter.actorId ?? null,
      filter.action ?? null,
      filter.object ?? null,
      instant(filter.from),
      instant(filter.until),
      page.limit,
    ],
  });
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at.getTime(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    address: row.address,
    action: row.action,
    outcome: row.outcome,
    object: row.object,
    objectName: row.object_name,
    said: row.said,
    differences: row.differences,
  }));
}

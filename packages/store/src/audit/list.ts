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
  readonly actorKind?: AuditEntry["actor"]["kind"] | undefined;
  readonly action?: string | undefined;
  /** Only these, whatever else is asked for. */
  readonly among?: readonly string[] | undefined;
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

/** What the filter lets through, of the parameters from `$1` on. */
const THROUGH = `($1::text is null or actor_id = $1) and ($2::text is null or actor_kind = $2)
  and ($3::text is null or action = $3) and ($4::text[] is null or action = any($4))
  and ($5::text is null or object = $5 or object like $5 || '/%')
  and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7)`;

const parametersOf = (filter: AuditFilter): readonly unknown[] => [
  filter.actorId ?? null,
  filter.actorKind ?? null,
  filter.action ?? null,
  filter.among ?? null,
  filter.object ?? null,
  instant(filter.from),
  instant(filter.until),
];

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
      from audit_entries where ${THROUGH} and ($8::bigint is null or seq < $8)
      order by seq desc limit $9`,
    values: [...parametersOf(filter), page.before ?? null, page.limit],
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

/** How much a filter lets through, counted no further than `max`; and the number of the newest of all. */
export async function countAudit(
  q: Queryable,
  filter: AuditFilter,
  max: number,
): Promise<{ readonly count: number; readonly lastSeq: number }> {
  const { rows } = await q.query<{ count: number; last: string | null }>({
    name: "count-audit",
    text: `select (select count(*)::int
        from (select from audit_entries where ${THROUGH} limit $8) as found) as count,
      (select max(seq) from audit_entries) as last`,
    values: [...parametersOf(filter), max],
  });
  return { count: rows[0]?.count ?? 0, lastSeq: Number(rows[0]?.last ?? 0) };
}

/** When the oldest entry was made, in ms since epoch; `undefined`: there is none. */
export async function firstAuditAt(q: Queryable): Promise<number | undefined> {
  const { rows } = await q.query<{ at: Date }>({
    name: "first-audit-at",
    text: "select at from audit_entries order by seq limit 1",
  });
  return rows[0]?.at.getTime();
}

import type { InboxId, Trail } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { INBOUND_CAUSE } from "../failures/inbound-failures.ts";
import type { Discard, Release } from "../schema/index.ts";
import { type Cursor, cursorText } from "./cursor.ts";
import { ms } from "./instants.ts";

export interface LedgerReading {
  /** Its place in the ledger, decimal digits. */
  readonly id: string;
  readonly inboxId: InboxId;
  readonly externalId: string;
  readonly collision: number;
  readonly kind: "message" | "receipt" | "change" | "malformed";
  readonly state: "accepted" | "routed" | "suppressed" | "parked";
  readonly reason: string | null;
  readonly attempts: number;
  /** How often it was delivered again. */
  readonly duplicates: number;
  readonly receivedAt: number;
  readonly routedAt: number | null;
  readonly messageId: string | null;
  readonly conversationId: string | null;
  readonly seq: number | null;
  /** Hexadecimal; of the stored bytes, null once they were dropped. */
  readonly payloadSha256: string | null;
  readonly trail: Trail | null;
  /** Somebody let it in after it had been set aside. */
  readonly released: Release | null;
  /** Somebody decided that it stays out. */
  readonly discarded: Discard | null;
  readonly element: Readonly<Record<string, unknown>>;
}

type Row = Omit<LedgerReading, "receivedAt" | "routedAt"> & {
  readonly receivedAt: Date;
  readonly routedAt: Date | null;
};

export interface LedgerFilter {
  readonly id?: string | undefined;
  readonly inboxId?: string | undefined;
  readonly externalId?: string | undefined;
  readonly state?: LedgerReading["state"] | undefined;
  readonly kind?: LedgerReading["kind"] | undefined;
  /** As failures are sorted by: see `causeOf`. */
  readonly cause?: string | undefined;
}

/** What was accepted, newest first: the timeline of a message by its external id. */
export async function listLedger(
  q: Queryable,
  filter: LedgerFilter,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly LedgerReading[]; readonly nextCursor: string | null }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["true"];
  if (filter.id) where.push(`l.id = ${bind(filter.id)}::bigint`);
  if (filter.inboxId) where.push(`l.inbox_id = ${bind(filter.inboxId)}`);
  // The index of external ids begins with the inbox, and inboxes are few.
  else if (filter.externalId) where.push("l.inbox_id in (select id from inboxes)");
  if (filter.externalId) where.push(`l.external_id = ${bind(filter.externalId)}`);
  if (filter.state) where.push(`l.state = ${bind(filter.state)}`);
  if (filter.kind) where.push(`l.kind = ${bind(filter.kind)}`);
  if (filter.cause) where.push(`${INBOUND_CAUSE} = ${bind(filter.cause)}`);
  if (cursor) where.push(`l.id < ${bind(cursor.id)}::bigint`);
  const { rows } = await q.query<Row>({
    // Only the rows of the page look for their duplicates, messages and bytes.
    text: `select l.id, l.inbox_id as "inboxId", l.external_id as "externalId", l.collision, l.kind,
        l.state, l.reason, l.received_at as "receivedAt", l.routed_at as "routedAt",
        l.message_id as "messageId", l.trail, l.released, l.discarded, l.attempts, l.element, m.conversation_id as "conversationId",
        m.seq, coalesce(b.sha256, encode(sha256(b.bytes), 'hex')) as "payloadSha256",
        (select count(*)::int from ledger_duplicates d where d.ledger_id = l.id) as duplicates
      from (select * from ledger l where ${where.join(" and ")}
        order by l.id desc limit ${bind(limit + 1)}) l
      left join messages m on m.id = l.message_id
      left join lateral (select bytes, sha256 from ledger_payloads where ledger_id = l.id limit 1) b on true
      order by l.id desc`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => ({
      ...row,
      receivedAt: row.receivedAt.getTime(),
      routedAt: ms(row.routedAt),
    })),
    nextCursor: last ? cursorText({ rank: 0, at: 0, id: last.id }) : null,
  };
}

/** What was decided about a conversation around one message: lines of its story, by conversation. */
export async function listDecisions(
  q: Queryable,
  conversationIds: readonly string[],
): Promise<
  readonly {
    readonly conversationId: string;
    readonly kind: string;
    readonly because: string | null;
    readonly data: Readonly<Record<string, unknown>>;
    readonly at: number;
  }[]
> {
  if (conversationIds.length === 0) return [];
  const { rows } = await q.query<{
    conversationId: string;
    kind: string;
    because: string | null;
    data: Record<string, unknown>;
    at: Date;
  }>({
    name: "list-decisions",
    text: `select v.conversation_id as "conversationId", v.kind, v.because, v.data, v.at
      from unnest($1::uuid[]) as c(id) cross join lateral (
        select * from activities where conversation_id = c.id order by id limit ${DECISIONS_MAX}
      ) v`,
    values: [conversationIds],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** Of one conversation, for each of up to 200 rows of a page. */
const DECISIONS_MAX = 50;

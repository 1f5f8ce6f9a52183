import type { Channel, RecipientState } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "../reading/cursor.ts";
import { ms } from "../reading/instants.ts";
import { CAUSE_LENGTH_MAX, causeOf, SORTED_MAX, TREND_HOURS } from "./cause.ts";
import { type FailureGroup, foldInboxGroups, type InboxHour } from "./fold-groups.ts";

export interface OutboundFailureGroup extends FailureGroup {
  readonly status: "failed" | "unknown";
  readonly cause: string;
}

const CAUSE = `left(${causeOf("d.error")}, ${CAUSE_LENGTH_MAX})`;

/** Sends that failed or are in doubt and that nobody settled, by cause. */
export async function groupOutboundFailures(q: Queryable): Promise<{
  readonly groups: readonly OutboundFailureGroup[];
  readonly isCut: boolean;
}> {
  const { rows } = await q.query<Pick<OutboundFailureGroup, "status" | "cause"> & InboxHour>({
    name: "group-outbound-failures",
    text: `select status, cause, "inboxId", "hoursAgo", count(*)::int as count,
        min(updated_at) as first, max(updated_at) as last
      from (
        select d.status, ${CAUSE} as cause, d.inbox_id as "inboxId", d.updated_at,
          least(${TREND_HOURS}, greatest(0, floor(extract(epoch from now() - d.updated_at) / 3600)))::int
            as "hoursAgo"
        from (values ('failed'), ('unknown')) as s(status) cross join lateral (
          select * from deliveries where status = s.status and status in ('failed','unknown')
            and settled is null
          order by updated_at desc limit ${SORTED_MAX}
        ) d
      ) as sorted
      group by status, cause, "inboxId", "hoursAgo"`,
  });
  const counted = rows.reduce((sum, { count }) => sum + count, 0);
  const groups = foldInboxGroups(rows, ({ status, cause }) => ({ status, cause }));
  return { groups, isCut: counted >= SORTED_MAX };
}

/** A send that wants a person, with what is known of it. Instants in ms since epoch. */
export interface TroubledSend {
  readonly messageId: string;
  readonly conversationId: string;
  readonly protocol: string;
  readonly contactName: string | null;
  readonly address: string;
  readonly channel: Channel;
  readonly inboxId: string;
  readonly status: "failed" | "unknown";
  /** The words, as far as a line holds. */
  readonly preview: string;
  readonly authorName: string | null;
  readonly attempts: number;
  readonly error: string | null;
  /** Parts of it left, and others never did. */
  readonly partly: string | null;
  /** What the provider calls it: it took at least a part. */
  readonly externalId: string | null;
  readonly recipients: readonly RecipientState[] | null;
  /** Handed over once more by itself then. */
  readonly resendsAt: number | null;
  /** How many messages of the conversation were sent after it. */
  readonly later: number;
  readonly writtenAt: number;
  readonly updatedAt: number;
}

type Row = Omit<TroubledSend, "resendsAt" | "writtenAt" | "updatedAt"> & {
  readonly resendsAt: Date | null;
  readonly writtenAt: Date;
  readonly updatedAt: Date;
};

const PREVIEW_LENGTH = 160;

/** Newest first, one page after a cursor. */
export async function listTroubledSends(
  q: Queryable,
  filter: {
    readonly status: TroubledSend["status"];
    readonly cause?: string | undefined;
  },
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly TroubledSend[]; readonly nextCursor: string | null }> {
  const values: unknown[] = [filter.status];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["d.status = $1", "d.status in ('failed','unknown')", "d.settled is null"];
  if (filter.cause !== undefined) where.push(`${CAUSE} = ${bind(filter.cause)}`);
  if (cursor) {
    const at = bind(new Date(cursor.at).toISOString());
    where.push(`(d.updated_at, d.message_id) < (${at}, ${bind(cursor.id)})`);
  }
  const { rows } = await q.query<Row>({
    text: `select d.message_id as "messageId", d.conversation_id as "conversationId", c.protocol,
        p.name as "contactName", c.address, c.channel, d.inbox_id as "inboxId", d.status,
        left(m.text, ${PREVIEW_LENGTH}) as preview, a.name as "authorName", d.attempt as attempts,
        d.error, d.partly, d.external_id as "externalId", d.recipients, d.resend_at as "resendsAt",
        (select count(*)::int from deliveries later where later.conversation_id = d.conversation_id
          and later.seq > d.seq and later.status in ('sent','delivered','read')) as later,
        m.created_at as "writtenAt", d.updated_at as "updatedAt"
      from (select d.* from deliveries d where ${where.join(" and ")}
        order by d.updated_at desc, d.message_id desc limit ${bind(limit + 1)}) d
      join messages m on m.id = d.message_id join conversations c on c.id = d.conversation_id
      join contacts p on p.id = c.contact_id left join agents a on a.id = m.agent_id
      order by d.updated_at desc, d.message_id desc`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => ({
      ...row,
      resendsAt: ms(row.resendsAt),
      writtenAt: row.writtenAt.getTime(),
      updatedAt: row.updatedAt.getTime(),
    })),
    nextCursor: last
      ? cursorText({ rank: 0, at: last.updatedAt.getTime(), id: last.messageId })
      : null,
  };
}

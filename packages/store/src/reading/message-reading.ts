import type { ConversationId, DeliveryStatus, MessageId, RecipientState } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import type { StoredMedia } from "../schema/index.ts";
import { CHAT_COLUMNS, type ChatReading } from "./chat-reading.ts";
import { type Cursor, cursorText } from "./cursor.ts";
import { ms } from "./instants.ts";
import { MAIL_COLUMNS, type MailReading } from "./mail-reading.ts";

/** A message as it is shown. Notes are among them: whoever shows them to a customer is wrong. */
export interface MessageReading extends ChatReading {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly previousPublicSeq: number;
  readonly direction: "inbound" | "outbound" | "note";
  readonly author: {
    readonly kind: "contact" | "agent" | "system";
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly text: string;
  /** Was sent below the words; nobody wrote it. */
  readonly footer: string | null;
  readonly media: readonly StoredMedia[];
  readonly clientId: string | null;
  /** Null on channels that are not mail. */
  readonly mail: MailReading | null;
  readonly delivery: {
    readonly status: DeliveryStatus;
    readonly error: string | null;
    readonly recipients: readonly RecipientState[] | null;
  } | null;
  readonly collision: boolean;
  readonly sentAt: number | null;
  readonly createdAt: number;
}

interface Row extends Omit<MessageReading, "author" | "delivery" | "sentAt" | "createdAt"> {
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly status: DeliveryStatus | null;
  readonly error: string | null;
  readonly recipients: readonly RecipientState[] | null;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = `m.id, m.conversation_id as "conversationId", m.seq,
  m.previous_public_seq as "previousPublicSeq", m.direction, m.contact_id as "contactId",
  p.name as "contactName", m.agent_id as "agentId", a.name as "agentName", m.text, m.footer, m.media,
  m.client_id as "clientId", case when d.partly is null then d.status else 'unknown' end as status,
  coalesce(d.partly, d.error) as error, d.recipients, ${MAIL_COLUMNS}, ${CHAT_COLUMNS},
  m.collision, m.sent_at as "sentAt",
  m.created_at as "createdAt"`;
const NAMES = `left join contacts p on p.id = m.contact_id
  left join agents a on a.id = m.agent_id left join deliveries d on d.message_id = m.id
  left join message_mails k on k.message_id = m.id`;
const TABLES = `messages m ${NAMES}`;

/** Written out: leaving columns out of a copy costs more than all the rest of reading a row. */
function messageReading(row: Row): MessageReading {
  return {
    id: row.id,
    conversationId: row.conversationId,
    seq: row.seq,
    previousPublicSeq: row.previousPublicSeq,
    direction: row.direction,
    author: authorOf(row),
    text: row.text,
    footer: row.footer,
    media: row.media,
    clientId: row.clientId,
    mail: row.mail,
    chat: row.chat,
    answered: row.answered,
    isFromPhone: row.isFromPhone,
    changes: row.changes,
    revision: row.revision,
    delivery:
      row.status === null
        ? null
        : { status: row.status, error: row.error, recipients: row.recipients },
    collision: row.collision,
    sentAt: ms(row.sentAt),
    createdAt: row.createdAt.getTime(),
  };
}

function authorOf(row: Row): MessageReading["author"] {
  if (row.direction === "inbound") {
    return { kind: "contact", id: row.contactId, name: row.contactName };
  }
  return row.agentId === null
    ? { kind: "system", id: null, name: null }
    : { kind: "agent", id: row.agentId, name: row.agentName };
}

/** Messages as they are now, by conversation and seq; ids of none are left out. */
export async function loadMessageViews(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly MessageReading[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<Row>({
    name: "load-message-views",
    text: `select ${COLUMNS} from ${TABLES} where m.id = any(${unseen("$1", "uuid[]")}::uuid[])
      order by m.conversation_id, m.seq`,
    values: [ids],
  });
  return rows.map(messageReading);
}

export interface MessagePage {
  readonly items: readonly MessageReading[];
  /** More on the side the page was read towards. */
  readonly hasMore: boolean;
}

/** The newest messages, or those before a seq; in order of seq. */
export async function listMessagesBefore(
  q: Queryable,
  conversationId: string,
  before: number | undefined,
  limit: number,
): Promise<MessagePage> {
  const { rows } = await q.query<Row>({
    name: "list-messages-before",
    text: `select ${COLUMNS} from ${TABLES} where m.conversation_id = $1 and m.seq < $2
      order by m.seq desc limit $3`,
    values: [conversationId, before ?? SEQ_MAX, limit + 1],
  });
  const items = rows.slice(0, limit).reverse().map(messageReading);
  return { items, hasMore: rows.length > limit };
}

/** The messages that follow a seq, in order: what a client fills its gap with. */
export async function listMessagesAfter(
  q: Queryable,
  conversationId: string,
  after: number,
  limit: number,
): Promise<MessagePage> {
  const { rows } = await q.query<Row>({
    name: "list-messages-after",
    text: `select ${COLUMNS} from ${TABLES} where m.conversation_id = $1 and m.seq > $2
      order by m.seq limit $3`,
    values: [conversationId, after, limit + 1],
  });
  return { items: rows.slice(0, limit).map(messageReading), hasMore: rows.length > limit };
}

/** The newest messages of several conversations together, one page after a cursor, newest first. */
export async function listMessagesOf(
  q: Queryable,
  conversationIds: readonly string[],
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly MessageReading[]; readonly nextCursor: string | null }> {
  if (conversationIds.length === 0) return { items: [], nextCursor: null };
  const before = cursor ? new Date(cursor.at).toISOString() : "infinity";
  const { rows } = await q.query<Row>({
    name: "list-messages-of",
    // Of each conversation its newest by seq, which is an index's order; then the newest of all.
    text: `select ${COLUMNS} from (
        select m.* from unnest($1::uuid[]) as here(id) cross join lateral (
          select * from messages where conversation_id = here.id
            and (created_at, id) < ($2::timestamptz, $3::uuid)
          order by seq desc limit $4) m
        order by m.created_at desc, m.id desc limit $4) m
        ${NAMES}
      order by m.created_at desc, m.id desc`,
    values: [conversationIds, before, cursor?.id ?? NO_ID, limit + 1],
  });
  const items = rows.slice(0, limit).map(messageReading);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? cursorText({ rank: 0, at: last.createdAt, id: last.id }) : null,
  };
}

/** Nothing comes before it: the instant decides alone. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Largest value of the column: before it comes everything. */
const SEQ_MAX = 2 ** 31 - 1;

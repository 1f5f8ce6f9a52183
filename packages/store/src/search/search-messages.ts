import type {
  Address,
  Channel,
  ContactId,
  ConversationId,
  ConversationStatus,
  MessageId,
  Principal,
  QueueId,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "../reading/cursor.ts";
import { escapeLike, seenBy } from "../reading/list-conditions.ts";

export interface MessageHit {
  readonly messageId: MessageId;
  readonly seq: number;
  readonly direction: "inbound" | "outbound" | "note";
  readonly authorName: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly files: number;
  /** Ms since epoch. */
  readonly at: number;
  readonly conversation: {
    readonly id: ConversationId;
    readonly protocol: string;
    readonly channel: Channel;
    readonly status: ConversationStatus;
    readonly queueId: QueueId | null;
    readonly contactId: ContactId;
    readonly contactName: string | null;
    readonly address: Address;
  };
}

export interface MessageSearch {
  /** Folded, as `questionWords` gives them: all must be there, the last may begin a word. */
  readonly words: readonly string[];
  readonly authorName?: string | undefined;
  readonly queueId?: string | undefined;
  readonly channel?: string | undefined;
  readonly contactId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly hasFile?: boolean | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

type Row = Omit<MessageHit, "at" | "conversation"> &
  MessageHit["conversation"] & { readonly at: Date };

/** As much of a message as an excerpt is looked for in. */
const READ_LENGTH_MAX = 20_000;

/** Messages that the viewer may see, newest first. Without words nothing is found. */
export async function searchMessages(
  q: Queryable,
  search: MessageSearch,
  viewer: Principal,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly MessageHit[]; readonly nextCursor: string | null }> {
  if (search.words.length === 0) return { items: [], nextCursor: null };
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [
    `w.words @@ ${bind(wordQuery(search.words))}::tsquery`,
    ...seenBy(viewer, bind),
    ...conditions(search, bind),
  ];
  if (cursor) {
    where.push(`(w.at, w.message_id)
      < (${bind(new Date(cursor.at).toISOString())}::timestamptz, ${bind(cursor.id)}::uuid)`);
  }
  const { rows } = await q.query<Row>({
    text: `select m.id as "messageId", m.seq, m.direction, coalesce(a.name, s.name) as "authorName",
        k.subject, left(m.text, ${READ_LENGTH_MAX}) as text, jsonb_array_length(m.media) as files, w.at,
        c.id, c.protocol, c.channel, c.status, ${QUEUE_TO_SEE} as "queueId", c.contact_id as "contactId",
        p.name as "contactName", c.address
      from message_words w
      join messages m on m.id = w.message_id
      join conversations c on c.id = m.conversation_id
      join contacts p on p.id = c.contact_id
      left join agents a on a.id = m.agent_id
      left join contacts s on s.id = m.contact_id and m.direction = 'inbound'
      left join message_mails k on k.message_id = m.id
      where ${where.join(" and ")}
      order by w.at desc, w.message_id desc limit ${bind(limit + 1)}`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(hitOf),
    nextCursor: last ? cursorText({ rank: 0, at: last.at.getTime(), id: last.messageId }) : null,
  };
}

/** Folded words have letters and digits only: nothing in them can be an operator. */
function wordQuery(words: readonly string[]): string {
  return words.map((word, at) => `'${word}'${at === words.length - 1 ? ":*" : ""}`).join(" & ");
}

function conditions(search: MessageSearch, bind: (value: unknown) => string): string[] {
  const where: string[] = [];
  const { authorName, queueId, channel, contactId, conversationId, hasFile, since, until } = search;
  if (conversationId) where.push(`m.conversation_id = ${bind(conversationId)}`);
  if (contactId) {
    where.push(`c.contact_id = (select coalesce(merged_into_id, id) from contacts
      where id = ${bind(contactId)})`);
  }
  if (queueId) where.push(`c.queue_id = ${bind(queueId)}`);
  if (channel) where.push(`c.channel = ${bind(channel)}`);
  if (hasFile) where.push("m.media <> '[]'");
  if (since) where.push(`w.at >= ${bind(since)}::timestamptz`);
  if (until) where.push(`w.at < ${bind(until)}::timestamptz`);
  if (authorName) {
    where.push(`coalesce(a.name, s.name) ilike ${bind(`%${escapeLike(authorName)}%`)}`);
  }
  return where;
}

function hitOf(row: Row): MessageHit {
  const { messageId, seq, direction, authorName, subject, text, files } = row;
  const { id, protocol, channel, status, queueId, contactId, contactName, address } = row;
  return {
    ...{ messageId, seq, direction, authorName, subject, text, files },
    at: row.at.getTime(),
    conversation: { id, protocol, channel, status, queueId, contactId, contactName, address },
  };
}

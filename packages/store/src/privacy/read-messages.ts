import type { ConversationId, MessageChanges, RecipientState } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { MailPeople, StoredChat, StoredMedia } from "../schema/index.ts";
import type { Person } from "./find-person.ts";
import { iso } from "./read-profile.ts";

/** A message as its customer is told of it. Instants are ISO 8601. */
export interface PersonsMessage {
  readonly seq: number;
  readonly direction: "inbound" | "outbound" | "note";
  /** Whoever else wrote in the same conversation: what they said is theirs, and has no words here. */
  readonly isOfOther: boolean;
  /** A mail server's report, which is nobody's word and may name others. */
  readonly isOfMachine: boolean;
  /** As the customer saw it; null: the machine, or the customer. */
  readonly agentName: string | null;
  /** As it was sent, with what stands below it. */
  readonly text: string;
  readonly mail: { readonly subject: string; readonly people: MailPeople } | null;
  readonly chat: StoredChat | null;
  readonly changes: MessageChanges | null;
  readonly media: readonly StoredMedia[];
  /** The mail itself, untouched, is kept. */
  readonly hasSource: boolean;
  readonly status: string | null;
  readonly recipients: readonly RecipientState[] | null;
  readonly sentAt: string | null;
  readonly at: string;
}

/** What a page of the longest messages takes is still little. */
const MESSAGES_PER_PAGE = 200;

/** Of message `m` in conversation `c` of person $1: somebody else said it. */
const IS_OF_OTHER = `(m.direction = 'inbound' and m.contact_id is not null
  and m.contact_id <> all($1::uuid[]))`;

const IS_OF_MACHINE = "(m.direction = 'inbound' and m.contact_id is null)";

/**
 * The messages of one conversation after a seq, in order. Of a conversation of somebody else only what
 * the person wrote.
 */
export async function pageMessages(
  q: Queryable,
  person: Person,
  page: {
    readonly conversationId: ConversationId;
    readonly after: number;
    readonly withNotes: boolean;
    readonly ownOnly: boolean;
  },
): Promise<readonly PersonsMessage[]> {
  const { rows } = await q.query<PersonsMessage>({
    name: "page-messages-of-person",
    text: `select m.seq, m.direction, ${IS_OF_OTHER} as "isOfOther", a.name as "agentName",
        coalesce(k.full_text, m.text) || coalesce(E'\\n\\n' || m.footer, '') as text,
        case when k.message_id is null then null
          else jsonb_build_object('subject', k.subject, 'people', k.people) end as mail,
        m.chat, m.changes, m.media, d.status, d.recipients,
        ${IS_OF_MACHINE} as "isOfMachine",
        k.message_id is not null and not ${IS_OF_MACHINE} and exists (
          select from ledger_payloads p where p.ledger_id = m.ledger_id) as "hasSource",
        ${iso("m.sent_at")} as "sentAt", ${iso("m.created_at")} as at
      from messages m left join agents a on a.id = m.agent_id
        left join deliveries d on d.message_id = m.id
        left join message_mails k on k.message_id = m.id
      where m.conversation_id = $2 and m.seq > $3 and ($4 or m.direction <> 'note')
        and (not $5 or m.contact_id = any($1::uuid[]))
      order by m.seq limit ${MESSAGES_PER_PAGE}`,
    values: [person.ids, page.conversationId, page.after, page.withNotes, page.ownOnly],
  });
  return rows;
}

/** A message with its files, and the mail that it came as. */
export interface MessageWithFiles {
  readonly seq: number;
  readonly media: readonly StoredMedia[];
  readonly source: { readonly bytes: Buffer | null; readonly sha256: string | null } | null;
}

/** A payload in the database has at most 64 kB: a page of them a few megabytes. */
const FILES_PER_PAGE = 40;

/** Of one conversation, those messages that have files or came by mail; nothing that others sent. */
export async function pageFiles(
  q: Queryable,
  person: Person,
  page: {
    readonly conversationId: ConversationId;
    readonly after: number;
    readonly withNotes: boolean;
    readonly ownOnly: boolean;
  },
): Promise<readonly MessageWithFiles[]> {
  type Row = Omit<MessageWithFiles, "source"> & {
    readonly isKept: boolean | null;
    readonly bytes: Buffer | null;
    readonly sha256: string | null;
  };
  const { rows } = await q.query<Row>({
    name: "page-files-of-person",
    text: `select m.seq, m.media, p.is_kept as "isKept", p.bytes, p.sha256
      from messages m left join message_mails k on k.message_id = m.id
        left join lateral (select true as is_kept, bytes, sha256 from ledger_payloads
          where k.message_id is not null and ledger_id = m.ledger_id limit 1) p on true
      where m.conversation_id = $2 and m.seq > $3 and ($4 or m.direction <> 'note')
        and (not $5 or m.contact_id = any($1::uuid[])) and not ${IS_OF_OTHER}
        and not ${IS_OF_MACHINE} and (m.media <> '[]' or p.is_kept)
      order by m.seq limit ${FILES_PER_PAGE}`,
    values: [person.ids, page.conversationId, page.after, page.withNotes, page.ownOnly],
  });
  return rows.map(({ seq, media, isKept, bytes, sha256 }) => ({
    seq,
    media,
    source: isKept ? { bytes, sha256 } : null,
  }));
}

import {
  type AgentId,
  asId,
  type BounceReport,
  type ConversationId,
  type MadeHtml,
  type MailClass,
  type MailHtml,
  type MailRemark,
  type QueueId,
  type ThreadVerdict,
  type WriterRole,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { noteStrayFiles } from "../privacy/note-stray-files.ts";
import type { MailPeople, StoredMedia } from "../schema/index.ts";
import { ALLOWS_PICTURES } from "./picture-sender.ts";

/** Of a mail, what lists of messages show; nothing that is large. */
export interface MailReading {
  readonly subject: string;
  readonly people: MailPeople;
  readonly class: MailClass;
  readonly writer: WriterRole | null;
  /** There are words besides those of the message. */
  readonly hasMore: boolean;
  readonly hasHtml: boolean;
  /** Pictures from elsewhere that the HTML names. */
  readonly remoteImages: number;
  readonly allowsPictures: boolean;
  readonly remarks: readonly MailRemark[];
}

/** Columns of mail `k`, null where a message has none. */
export const MAIL_COLUMNS = `case when k.message_id is null then null else jsonb_build_object(
    'subject', k.subject, 'people', k.people, 'class', k.class, 'writer', k.writer,
    'hasMore', k.full_text is not null, 'hasHtml', k.html is not null,
    'remoteImages', coalesce(jsonb_array_length(k.html->'remoteImages'), 0),
    'allowsPictures', ${ALLOWS_PICTURES}, 'remarks', to_jsonb(k.remarks)) end as mail`;

/** Who may see a message: where its conversation is now. */
export interface MessagePlace {
  readonly conversationId: ConversationId;
  readonly queueId: QueueId | null;
  readonly assigneeId: AgentId | null;
}

export async function findMessagePlace(
  q: Queryable,
  messageId: string,
): Promise<MessagePlace | undefined> {
  const { rows } = await q.query<MessagePlace>({
    name: "find-message-place",
    text: `select c.id as "conversationId", ${QUEUE_TO_SEE} as "queueId", c.assignee_id as "assigneeId"
      from messages m join conversations c on c.id = m.conversation_id where m.id = $1`,
    values: [messageId],
  });
  return rows[0];
}

/** All that is known of a mail, except its bytes. */
export interface WholeMail {
  readonly subject: string;
  readonly people: MailPeople;
  readonly mailId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly class: MailClass;
  readonly writer: WriterRole | null;
  readonly automatic: "auto-replied" | "auto-generated" | null;
  /** With quote and signature. */
  readonly text: string;
  readonly html: MailHtml | null;
  readonly allowsPictures: boolean;
  readonly remarks: readonly MailRemark[];
  readonly bounce: BounceReport | null;
  readonly verdict: ThreadVerdict | null;
  readonly hasSource: boolean;
}

export async function findWholeMail(
  q: Queryable,
  messageId: string,
): Promise<WholeMail | undefined> {
  const { rows } = await q.query<WholeMail>({
    name: "find-whole-mail",
    text: `select k.subject, k.people, k.mail_id as "mailId", k.in_reply_to as "inReplyTo",
        k."references", k.class, k.writer, k.automatic, coalesce(k.full_text, m.text) as text,
        k.html, ${ALLOWS_PICTURES} as "allowsPictures", k.remarks, k.bounce, k.verdict,
        exists (select from ledger_payloads p where p.ledger_id = m.ledger_id) as "hasSource"
      from message_mails k join messages m on m.id = k.message_id where k.message_id = $1`,
    values: [messageId],
  });
  return rows[0];
}

/** What a mail's HTML is served from: the safe HTML, and the files its pictures are among. */
export interface MailPage {
  readonly html: MailHtml;
  readonly media: readonly StoredMedia[];
  readonly allowsPictures: boolean;
}

export async function findMailPage(q: Queryable, messageId: string): Promise<MailPage | undefined> {
  const { rows } = await q.query<MailPage>({
    name: "find-mail-page",
    text: `select k.html, m.media, ${ALLOWS_PICTURES} as "allowsPictures"
      from message_mails k join messages m on m.id = k.message_id
      where k.message_id = $1 and k.html is not null`,
    values: [messageId],
  });
  return rows[0];
}

/**
 * Keeps HTML that a newer sanitiser made of the same bytes; never over what a newer one still made.
 */
export async function saveMailHtml(q: Queryable, messageId: string, html: MadeHtml): Promise<void> {
  const { rowCount } = await q.query({
    name: "save-mail-html",
    text: `update message_mails set html = $2::jsonb
      where message_id = $1 and (html->>'version')::int < $3`,
    values: [messageId, JSON.stringify(html), html.version],
  });
  if (rowCount === 0)
    await noteStrayFiles(q, asId(messageId), [html.full.sha256, html.visible.sha256]);
}

/** The files of a message; `undefined` when there is no such message. */
export async function findMessageMedia(
  q: Queryable,
  messageId: string,
): Promise<readonly StoredMedia[] | undefined> {
  const { rows } = await q.query<{ media: readonly StoredMedia[] }>({
    name: "find-message-media",
    text: "select media from messages where id = $1",
    values: [messageId],
  });
  return rows[0]?.media;
}

/** A mail as it came in: its bytes, or where the media store has them. */
export interface MailSourceReading {
  readonly protocol: string;
  readonly seq: number;
  readonly bytes: Buffer | null;
  readonly sha256: string | null;
}

/** `undefined` for a message that is no mail, that we wrote, or whose bytes were let go. */
export async function findMailSource(
  q: Queryable,
  messageId: string,
): Promise<MailSourceReading | undefined> {
  const { rows } = await q.query<MailSourceReading>({
    name: "find-mail-source",
    text: `select c.protocol, m.seq, p.bytes, p.sha256
      from message_mails k join messages m on m.id = k.message_id
        join conversations c on c.id = m.conversation_id
        join ledger_payloads p on p.ledger_id = m.ledger_id
      where k.message_id = $1 limit 1`,
    values: [messageId],
  });
  return rows[0];
}

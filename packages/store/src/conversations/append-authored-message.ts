import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageAsk,
  MessageId,
  OutboundChat,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { StoredMedia } from "../schema/index.ts";

/** Something one of us wrote: an answer, or a note between colleagues. */
export interface AuthoredMessage {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly inboxId: InboxId;
  readonly seq: number;
  readonly previousPublicSeq: number;
  readonly direction: "outbound" | "note";
  /** Absent when a program wrote it. */
  readonly agentId: AgentId | undefined;
  readonly clientId: string;
  readonly text: string;
  /** Stands below it when it is sent. */
  readonly footer?: string | undefined;
  readonly media?: readonly StoredMedia[];
  readonly chat?: OutboundChat | undefined;
  /** The question that it carries. */
  readonly ask?: MessageAsk | undefined;
  /** Version of its writer's draft that it was: that, and what was before it, is a draft no more. */
  readonly draftVersion?: number | undefined;
  readonly at: number;
}

/**
 * Appends it, queues its delivery for now if the customer shall get it, and forgets the draft that it
 * was. One statement.
 * @returns whether there was a draft
 */
export async function appendAuthoredMessage(
  tx: Queryable,
  message: AuthoredMessage,
): Promise<{ readonly wasDraft: boolean }> {
  const { rows } = await tx.query<{ wasDraft: boolean }>({
    name: "append-authored-message",
    text: `with message as (
        insert into messages (id, conversation_id, seq, previous_public_seq, direction, agent_id,
          client_id, text, created_at, media, chat, footer, ask)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11::jsonb, $12::jsonb, $13, $15::jsonb)
        returning id, conversation_id, seq, direction, created_at
      ), draft as (
        delete from drafts where conversation_id = $2 and agent_id = $6 and version <= $14
          and room = case $5 when 'note' then 'note' else 'reply' end
        returning 1
      ), delivery as (
        insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
        select id, conversation_id, $10::uuid, seq, 'queued', created_at
        from message where direction = 'outbound'
      )
      select exists (select from draft) as "wasDraft"`,
    values: [
      message.id,
      message.conversationId,
      message.seq,
      message.previousPublicSeq,
      message.direction,
      message.agentId ?? null,
      message.clientId,
      message.text,
      new Date(message.at).toISOString(),
      message.inboxId,
      JSON.stringify(message.media ?? []),
      message.chat ? JSON.stringify(message.chat) : null,
      message.footer ?? null,
      message.draftVersion ?? null,
      message.ask ? JSON.stringify(message.ask) : null,
    ],
  });
  return { wasDraft: rows[0]?.wasDraft ?? false };
}

/** An answer that somebody else gave. */
export interface OthersAnswer {
  readonly id: MessageId;
  readonly seq: number;
  readonly by: { readonly id: AgentId; readonly name: string };
}

/** The newest answer that a colleague gave after a seq. */
export async function findAnswerSince(
  q: Queryable,
  conversationId: ConversationId,
  seq: number,
  writerId: AgentId,
): Promise<OthersAnswer | undefined> {
  const { rows } = await q.query<OthersAnswer>({
    name: "find-answer-since",
    text: `select m.id, m.seq, jsonb_build_object('id', a.id, 'name', a.name) as by
      from messages m join agents a on a.id = m.agent_id
      where m.conversation_id = $1 and m.seq > $2 and m.direction = 'outbound' and m.agent_id <> $3
      order by m.seq desc limit 1`,
    values: [conversationId, seq, writerId],
  });
  return rows[0];
}

/** What a client's id was used for before in a conversation. */
export interface EarlierMessage {
  readonly id: MessageId;
  readonly direction: "outbound" | "note";
  readonly text: string;
  readonly agentId: AgentId | undefined;
  /** Its files, in order, by the ids they were put into it by. */
  readonly uploadIds: readonly string[];
}

/** Finds a message by the id its author's client gave it; customers' ids are not looked at. */
export async function findAuthoredMessage(
  q: Queryable,
  conversationId: ConversationId,
  clientId: string,
): Promise<EarlierMessage | undefined> {
  const { rows } = await q.query<EarlierMessage & { agentId: AgentId | null }>({
    name: "find-authored-message",
    text: `select id, direction, text, agent_id as "agentId",
        array(select file->>'uploadId' from jsonb_array_elements(media) with ordinality f(file, place)
          where file ? 'uploadId' order by place) as "uploadIds" from messages
      where conversation_id = $1 and client_id = $2 and direction <> 'inbound'`,
    values: [conversationId, clientId],
  });
  const [row] = rows;
  return row && { ...row, agentId: row.agentId ?? undefined };
}

import type { AgentId, ConversationId, InboxId, MessageId, OutboundChat } from "@circuito/domain";
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
  readonly at: number;
}

/** Appends it and, if the customer shall get it, queues its delivery for now. One statement. */
export async function appendAuthoredMessage(
  tx: Queryable,
  message: AuthoredMessage,
): Promise<void> {
  await tx.query({
    name: "append-authored-message",
    text: `with message as (
        insert into messages (id, conversation_id, seq, previous_public_seq, direction, agent_id,
          client_id, text, created_at, media, chat, footer)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11::jsonb, $12::jsonb, $13)
        returning id, conversation_id, seq, direction, created_at
      )
      insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
      select id, conversation_id, $10::uuid, seq, 'queued', created_at
      from message where direction = 'outbound'`,
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
    ],
  });
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

import type { Address, ConversationId, InboxId, MessageId, OutboundChat } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** When the channel stops taking free words for a contact point, ms since epoch; `undefined`: never. */
export async function findReplyWindowEnd(
  q: Queryable,
  point: { readonly inboxId: InboxId; readonly address: Address },
): Promise<number | undefined> {
  const { rows } = await q.query<{ ends_at: Date }>({
    name: "find-reply-window-end",
    text: "select ends_at from reply_windows where inbox_id = $1 and address = $2",
    values: [point.inboxId, point.address],
  });
  return rows[0]?.ends_at.getTime();
}

/**
 * The name by which the provider knows a message of a conversation; `undefined` for one of another
 * conversation, and for one of ours that has not left.
 */
export async function findExternalId(
  q: Queryable,
  conversationId: ConversationId,
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await q.query<{ external_id: string | null }>({
    name: "find-external-id",
    text: `select coalesce(d.external_id, l.external_id) as external_id
      from messages m left join ledger l on l.id = m.ledger_id
        left join deliveries d on d.message_id = m.id
      where m.id = $1 and m.conversation_id = $2`,
    values: [messageId, conversationId],
  });
  return rows[0]?.external_id ?? undefined;
}

/** Where a customer reads that somebody writes to them. */
export interface TypingTarget {
  readonly inboxId: InboxId;
  readonly address: Address;
  /** External id of their newest message, on channels that want one. */
  readonly newest: string | undefined;
}

export async function findTypingTarget(
  q: Queryable,
  conversationId: string,
): Promise<TypingTarget | undefined> {
  const { rows } = await q.query<{ inbox_id: InboxId; address: Address; newest: string | null }>({
    name: "find-typing-target",
    text: `select c.inbox_id, c.address, w.newest from conversations c
      left join reply_windows w on w.inbox_id = c.inbox_id and w.address = c.address
      where c.id = $1`,
    values: [conversationId],
  });
  const [row] = rows;
  return row && { inboxId: row.inbox_id, address: row.address, newest: row.newest ?? undefined };
}

/** What a chat message of ours was sent with, beside its words. */
export async function findOutboundChat(
  q: Queryable,
  messageId: MessageId,
): Promise<OutboundChat | undefined> {
  const { rows } = await q.query<{ chat: OutboundChat | null }>({
    name: "find-outbound-chat",
    text: "select chat from messages where id = $1",
    values: [messageId],
  });
  return rows[0]?.chat ?? undefined;
}

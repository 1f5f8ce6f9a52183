import {
  type Address,
  type AgentId,
  afterReceipt,
  type ConversationId,
  type InboxId,
  type MessageId,
  type QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import type { ClaimedDelivery } from "./claim.ts";

/** How an attempt ended, as delivery policy sees it. */
export type AttemptEnd =
  | { readonly status: "sent"; readonly externalId: string }
  | { readonly status: "failed" | "unknown"; readonly error: string }
  | { readonly status: "queued"; readonly error: string; readonly delayMs: number };

/**
 * Records the end of an attempt. A late answer of a worker that lost its lease may still turn
 * `unknown` into `sent`, and nothing else.
 * @returns false if the claim was no longer ours and nothing changed
 */
export async function endAttempt(
  tx: Queryable,
  delivery: ClaimedDelivery,
  end: AttemptEnd,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "end-attempt",
    text: `update deliveries set status = $3, external_id = coalesce($4, external_id), error = $5,
        next_attempt_at = now() + coalesce($6, 0) * interval '1 millisecond', lease_until = null,
        updated_at = now()
      where message_id = $1
        and ((epoch = $2 and status in ('claimed','submitting')) or (status = 'unknown' and $3 = 'sent'))`,
    values: [
      delivery.messageId,
      delivery.epoch,
      end.status,
      end.status === "sent" ? end.externalId : null,
      end.status === "sent" ? null : end.error,
      end.status === "queued" ? end.delayMs : null,
    ],
  });
  if (rowCount !== 1) return false;
  await noticeDeliveries(tx, [delivery.messageId]);
  return true;
}

interface Concerned {
  message_id: MessageId;
  conversation_id: ConversationId;
  inbox_id: InboxId;
  address: Address;
  queue_id: QueueId | null;
  assignee_id: AgentId | null;
}

/** Tells agents and the customer that the messages' delivery changed. */
export async function noticeDeliveries(
  tx: Queryable,
  messageIds: readonly MessageId[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const { rows } = await tx.query<Concerned>({
    name: "concerned-by-deliveries",
    text: `select m.id as message_id, c.id as conversation_id, c.inbox_id, c.address, c.queue_id,
        c.assignee_id
      from messages m join conversations c on c.id = m.conversation_id
      where m.id = any($1::uuid[])`,
    values: [messageIds],
  });
  await writeNotices(
    tx,
    rows.map(
      (row): Notice => ({
        type: "message.changed",
        subjectId: row.message_id,
        conversationId: row.conversation_id,
        audience: [row.queue_id, row.assignee_id].filter((id) => id !== null),
        customer: customerKey(row.inbox_id, row.address),
      }),
    ),
  );
}

/**
 * The customer's own client has our messages up to a seq: a receipt for each. Set-based, forward
 * only.
 */
export async function markSeenUpTo(
  tx: Queryable,
  conversationId: ConversationId,
  upToSeq: number,
  status: "delivered" | "read",
): Promise<void> {
  // They may read it before our own bookkeeping says that it was sent: nothing is left to send then.
  const before = ["queued", "claimed", "submitting", "sent", "delivered", "unknown"] as const;
  const earlier = before.filter((current) => afterReceipt(current, status) !== current);
  const { rows } = await tx.query<{ message_id: MessageId }>({
    name: "mark-seen-up-to",
    text: `update deliveries set status = $3, updated_at = now()
      where conversation_id = $1 and seq <= $2 and status = any($4::text[])
      returning message_id`,
    values: [conversationId, upToSeq, status, earlier],
  });
  await noticeDeliveries(
    tx,
    rows.map((row) => row.message_id),
  );
}

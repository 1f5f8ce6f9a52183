import {
  type Address,
  type AgentId,
  afterReceipt,
  type ConversationId,
  type InboxId,
  type MessageId,
  type QueueId,
  type RecipientState,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import type { ClaimedDelivery } from "./claim.ts";
import { noted } from "./history.ts";

/** How an attempt ended, as delivery policy sees it. */
export type AttemptEnd = (
  | { readonly status: "sent"; readonly externalId?: string; readonly error?: string }
  | { readonly status: "failed"; readonly error: string }
  | {
      readonly status: "unknown";
      readonly error: string;
      /** Handed over once more after this. */
      readonly resendAfterMs?: number;
      /** Some parts left and others never will: it stays so, whatever becomes of those that left. */
      readonly isPartly?: true;
    }
  | {
      readonly status: "queued";
      readonly error: string;
      readonly delayMs: number;
      /** Somebody has it already. */
      readonly externalId?: string;
      /** Its author is told now that it has not left. */
      readonly warns?: true;
    }
) & {
  /** Of a mail: what became of each. */
  readonly recipients?: readonly RecipientState[];
};

/**
 * The recipients of a delivery as they are now, locked until the end is written: a report may have
 * told of one of them while the attempt ran. `undefined` before the first attempt's end.
 */
export async function lockRecipients(
  tx: Queryable,
  messageId: MessageId,
): Promise<readonly RecipientState[] | undefined> {
  const { rows } = await tx.query<{ recipients: readonly RecipientState[] | null }>({
    name: "lock-recipients",
    text: "select recipients from deliveries where message_id = $1 for update",
    values: [messageId],
  });
  return rows[0]?.recipients ?? undefined;
}

/** How the attempt of a claim ended. */
export interface EndedAttempt {
  readonly delivery: Pick<ClaimedDelivery, "messageId" | "epoch">;
  readonly end: AttemptEnd;
}

/**
 * Records how attempts ended, each message once. A late answer of a worker that lost its lease may still resolve
 * a doubt, when it says that the provider took the message, and nothing else.
 * @returns messages of which it is recorded; of the others the claim was no longer ours, and nothing changed
 */
export async function endAttempts(
  tx: Queryable,
  ended: readonly EndedAttempt[],
): Promise<ReadonlySet<MessageId>> {
  const { rows } = await tx.query<{ message_id: MessageId }>({
    name: "end-attempts",
    text: `with ended as materialized (
        select e.* from jsonb_to_recordset($1::jsonb) as e("messageId" uuid, epoch int, status text,
          "externalId" text, error text, "delayMs" int, recipients jsonb, "resendAfterMs" int, warns bool,
          "wasTaken" bool, "isPartly" bool)
        join deliveries d on d.message_id = e."messageId"
        order by d.message_id for no key update of d
      )
      update deliveries d set status = e.status, external_id = coalesce(e."externalId", d.external_id),
        error = e.error, next_attempt_at = now() + coalesce(e."delayMs", 0) * interval '1 millisecond',
        lease_until = null, recipients = coalesce(e.recipients, d.recipients),
        resend_at = now() + e."resendAfterMs" * interval '1 millisecond',
        warned_at = case when e.warns then now() else d.warned_at end,
        partly = case when e."isPartly" then e.error else d.partly end, updated_at = now(),
        history = ${noted("e.status", "e.error")}
      from ended e
      where d.message_id = e."messageId"
        and ((d.epoch = e.epoch and (d.status in ('claimed','submitting')
            or e."isPartly" and d.status in ('sent','delivered','read')))
          or (e."wasTaken" and (d.status = 'unknown' or (d.status = 'queued' and d.resends > 0))))
      returning d.message_id`,
    values: [JSON.stringify(ended.map(endedRow))],
  });
  const recorded = rows.map((row) => row.message_id);
  await noticeDeliveries(tx, recorded);
  return new Set(recorded);
}

function endedRow({ delivery, end }: EndedAttempt) {
  const externalId = "externalId" in end ? end.externalId : undefined;
  return {
    messageId: delivery.messageId,
    epoch: delivery.epoch,
    status: end.status,
    externalId,
    error: end.error,
    delayMs: end.status === "queued" ? Math.round(end.delayMs) : undefined,
    recipients: end.recipients,
    resendAfterMs: end.status === "unknown" ? end.resendAfterMs : undefined,
    warns: end.status === "queued" && end.warns === true,
    wasTaken: end.status === "sent" || externalId !== undefined,
    isPartly: end.status === "unknown" && end.isPartly === true,
  };
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
    text: `select m.id as message_id, c.id as conversation_id, c.inbox_id, c.address, ${QUEUE_TO_SEE} as queue_id,
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
    text: `update deliveries d set status = $3, updated_at = now(), history = ${noted("$3::text")}
      where conversation_id = $1 and seq <= $2 and status = any($4::text[])
      returning message_id`,
    values: [conversationId, upToSeq, status, earlier],
  });
  await noticeDeliveries(
    tx,
    rows.map((row) => row.message_id),
  );
}

import {
  type Address,
  type AgentId,
  afterMailReceipt,
  afterNews,
  afterReceipt,
  type ConversationId,
  type DeliveryStatus,
  type InboxId,
  type LedgerId,
  type MessageId,
  pendingRecipients,
  type QueueId,
  type RecipientState,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { noted } from "../delivery/history.ts";
import type { UnroutedReceipt } from "../ledger/drain.ts";
import { markRouted, postpone, suppress } from "../ledger/settle.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { RECEIPT_TARGETS, receiptTargets } from "./receipt-targets.ts";

/** A receipt may overtake our own commit of the send; after a day there is nothing left to wait for. */
const UNMATCHED_RETRY_MS = 30_000;
const UNMATCHED_PATIENCE_MS = 24 * 60 * 60_000;

interface Target {
  message_id: MessageId;
  conversation_id: ConversationId;
  inbox_id: InboxId;
  external_id: string | null;
  status: DeliveryStatus;
  queue_id: QueueId | null;
  assignee_id: AgentId | null;
  address: Address;
  is_mail: boolean;
  recipients: readonly RecipientState[] | null;
}

/**
 * Applies receipts to the deliveries they speak of. A status only ever moves forward; a receipt
 * whose message is not known yet stays in the ledger and is tried again.
 */
export async function applyReceipts(
  tx: Queryable,
  receipts: readonly UnroutedReceipt[],
  now: number,
): Promise<void> {
  if (receipts.length === 0) return;
  const targets = await lockTargets(tx, receipts);
  const status = new Map([...targets.values()].map((t) => [t.message_id, t.status]));
  const errors = new Map<string, string>();
  const sentAs = new Map<string, string>();
  const matched: LedgerId[] = [];
  const unmatched: LedgerId[] = [];
  for (const receipt of receipts) {
    const target = targets.get(`${receipt.inboxId} ${receipt.of}`);
    if (!target) {
      if (now - receipt.receivedAt < UNMATCHED_PATIENCE_MS) unmatched.push(receipt.ledgerId);
      else await suppress(tx, receipt.ledgerId, "unmatched-receipt");
      continue;
    }
    const current = status.get(target.message_id) ?? target.status;
    const after = target.is_mail ? afterMailReceipt : afterReceipt;
    const next = after(current, receipt.status);
    status.set(target.message_id, next);
    if (next === "failed" && receipt.error) {
      errors.set(target.message_id, `${receipt.error.code}: ${receipt.error.message}`);
    }
    if (receipt.sentAs !== undefined && target.external_id === null) {
      sentAs.set(target.message_id, receipt.sentAs);
    }
    matched.push(receipt.ledgerId);
  }

  const changed = [...new Set(targets.values())].filter(
    (t) => status.get(t.message_id) !== t.status || sentAs.has(t.message_id),
  );
  if (changed.length > 0) {
    await tx.query({
      name: "apply-receipts",
      text: `update deliveries d set status = u.status, error = u.error, resend_at = null,
          recipients = coalesce(u.recipients, d.recipients),
          external_id = coalesce(d.external_id, u.sent_as), updated_at = now(),
          history = ${noted("u.status", "u.error")}
        from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::text[])
          as u(message_id, status, error, recipients, sent_as)
        where d.message_id = u.message_id`,
      values: [
        changed.map((t) => t.message_id),
        changed.map((t) => status.get(t.message_id)),
        changed.map((t) => errors.get(t.message_id) ?? null),
        changed.map((t) => recipientsAfter(t, status.get(t.message_id))),
        changed.map((t) => sentAs.get(t.message_id) ?? null),
      ],
    });
    await writeNotices(tx, changed.map(noticeOf));
  }
  await markRouted(
    tx,
    matched.map((ledgerId) => ({ ledgerId, messageId: undefined, trail: undefined })),
  );
  await postpone(tx, unmatched, UNMATCHED_RETRY_MS);
}

/** What ends the doubt about a mail ends it for each whose server had not spoken. */
function recipientsAfter(
  { recipients }: Target,
  status: DeliveryStatus | undefined,
): string | null {
  if (recipients === null || status !== "sent") return null;
  const taken = pendingRecipients(recipients).map((address) => ({
    address,
    status: "accepted" as const,
    detail: "",
  }));
  return JSON.stringify(afterNews(recipients, taken));
}

async function lockTargets(
  tx: Queryable,
  receipts: readonly UnroutedReceipt[],
): Promise<Map<string, Target>> {
  const { rows } = await tx.query<Target>({
    name: "lock-receipt-targets",
    text: `select d.message_id, d.conversation_id, d.inbox_id, d.external_id, d.status,
        ${QUEUE_TO_SEE} as queue_id, c.assignee_id, c.address, d.recipients,
        exists (select from message_mails mm where mm.message_id = d.message_id) as is_mail
      from deliveries d join conversations c on c.id = d.conversation_id
      where d.message_id in (select unnest($1::uuid[]) union ${RECEIPT_TARGETS})
      order by d.message_id for update of d`,
    values: [[], ...receiptTargets(receipts)],
  });
  return new Map(
    rows.flatMap((row) => [
      [`${row.inbox_id} ${row.external_id}`, row] as const,
      [`${row.inbox_id} ${row.message_id}`, row] as const,
    ]),
  );
}

function noticeOf(target: Target): Notice {
  return {
    type: "message.changed",
    subjectId: target.message_id,
    conversationId: target.conversation_id,
    audience: [target.queue_id, target.assignee_id].filter((id) => id !== null),
    customer: customerKey(target.inbox_id, target.address),
  };
}

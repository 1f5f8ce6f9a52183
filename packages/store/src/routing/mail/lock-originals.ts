import type {
  Address,
  AgentId,
  ConversationId,
  DeliveryStatus,
  InboxId,
  MailOriginal,
  MessageId,
  RecipientState,
} from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import type { MailPeople } from "../../schema/index.ts";
import { RECEIPT_TARGETS, type ReceiptTarget, receiptTargets } from "../receipt-targets.ts";

interface Row {
  readonly messageId: MessageId;
  readonly inboxId: InboxId;
  readonly conversationId: ConversationId;
  readonly mailId: string | null;
  readonly agentId: AgentId | null;
  readonly status: DeliveryStatus;
  readonly recipients: readonly RecipientState[] | null;
  readonly people: MailPeople | null;
  readonly address: Address;
  readonly isErased: boolean;
}

/**
 * Locks the deliveries that reports speak of, in id order, after the conversations they belong to.
 * @param receipts of the same batch: the deliveries they speak of are locked by the same statement, since
 *   two statements, each in order, are no order
 */
export async function lockOriginals(
  tx: Queryable,
  messageIds: readonly string[],
  receipts: readonly ReceiptTarget[],
): Promise<Map<string, MailOriginal>> {
  if (messageIds.length === 0) return new Map();
  const { rows } = await tx.query<Row>({
    name: "lock-returned-mails",
    text: `select d.message_id as "messageId", d.inbox_id as "inboxId",
        d.conversation_id as "conversationId", coalesce(e.mail_id, d.external_id) as "mailId", m.agent_id as "agentId",
        d.status, d.recipients, e.people, c.address, p.erased_at is not null as "isErased"
      from deliveries d join messages m on m.id = d.message_id
      join conversations c on c.id = d.conversation_id join contacts p on p.id = c.contact_id
      left join message_mails e on e.message_id = d.message_id
      where d.message_id in (select unnest($1::uuid[]) union ${RECEIPT_TARGETS})
      order by d.message_id for update of d`,
    values: [messageIds, ...receiptTargets(receipts)],
  });
  const wanted = new Set<string>(messageIds);
  // Of somebody whose data were erased nothing is noted again.
  const originals = rows.filter(({ messageId, isErased }) => wanted.has(messageId) && !isErased);
  return new Map(originals.map((row) => [row.messageId, originalOf(row)]));
}

function originalOf({ people, address, isErased: _, ...row }: Row): MailOriginal {
  return {
    ...row,
    mailId: row.mailId ?? undefined,
    agentId: row.agentId ?? undefined,
    recipients: row.recipients ?? recipientsOf(people, address),
  };
}

/** A mail whose recipients nobody noted went to those it was written to. */
function recipientsOf(people: MailPeople | null, address: Address): readonly RecipientState[] {
  const written = [...(people?.to ?? []), ...(people?.cc ?? [])].flatMap((m) => m.address ?? []);
  const all = written.length > 0 ? written : [address.replace(/^mailto:/, "")];
  return [...new Set(all)].map((one) => ({ address: one, status: "accepted", detail: "" }));
}

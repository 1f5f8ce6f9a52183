import type { InboxId } from "@circuito/domain";

/** Which of our messages a receipt speaks of. */
export interface ReceiptTarget {
  readonly inboxId: InboxId;
  readonly of: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of messages that receipts name, by the provider's id or by ours; `$2` to `$5`. */
export const RECEIPT_TARGETS = `
  select t.message_id from unnest($2::uuid[], $3::text[]) as r(inbox_id, external_id)
    join deliveries t on t.inbox_id = r.inbox_id and t.external_id = r.external_id
  union
  select t.message_id from unnest($4::uuid[], $5::uuid[]) as r(inbox_id, message_id)
    join deliveries t on t.message_id = r.message_id and t.inbox_id = r.inbox_id`;

export function receiptTargets(receipts: readonly ReceiptTarget[]): readonly unknown[] {
  // Some providers report under the id that we gave the message.
  const ours = receipts.filter(({ of }) => UUID.test(of));
  return [
    receipts.map(({ inboxId }) => inboxId),
    receipts.map(({ of }) => of),
    ours.map(({ inboxId }) => inboxId),
    ours.map(({ of }) => of),
  ];
}

/**
 * The life of a message we send (design, invariant 10).
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> queued
 *   queued --> claimed: a worker takes it (epoch + 1)
 *   claimed --> queued: the worker died before any byte left
 *   claimed --> submitting: committed just before the first byte that can be accepted
 *   submitting --> sent: the provider said yes
 *   submitting --> queued: the provider said no, try again later
 *   submitting --> failed: the provider said never
 *   submitting --> unknown: nobody answered, or the worker died
 *   unknown --> sent: a receipt, or reconciliation, or a late answer
 *   unknown --> claimed: a mail, once, as the same mail (promises §1.5)
 *   sent --> delivered --> read
 *   sent --> failed: the provider tells later
 * ```
 *
 * A mail is `queued` until each of its recipients has it or never will: recipient-states.ts.
 */
export type DeliveryStatus =
  | "queued"
  | "claimed"
  | "submitting"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "unknown";

export type ReceiptStatus = "sent" | "delivered" | "read" | "failed";

/** How far along the road; receipts only ever move forward. */
const RANK: Readonly<Record<DeliveryStatus, number>> = {
  queued: 0,
  claimed: 0,
  submitting: 0,
  unknown: 1,
  failed: 2,
  sent: 2,
  delivered: 3,
  read: 4,
};

/**
 * What a receipt makes of a status: the further one of the two. Receipts come late, doubled and
 * reversed; `failed` counts only while nothing better is known (promises P9).
 */
export function afterReceipt(current: DeliveryStatus, receipt: ReceiptStatus): DeliveryStatus {
  if (receipt === "failed") return RANK[current] <= RANK.sent ? "failed" : current;
  return RANK[receipt] > RANK[current] || current === "unknown" ? receipt : current;
}

/**
 * What a receipt makes of a mail's status. "It was sent", from a copy among the sent mails, ends a
 * doubt and nothing else: while an attempt runs or recipients are put off, each of them is settled by
 * its own server's word.
 */
export function afterMailReceipt(current: DeliveryStatus, receipt: ReceiptStatus): DeliveryStatus {
  return receipt === "sent" && current !== "unknown" ? current : afterReceipt(current, receipt);
}

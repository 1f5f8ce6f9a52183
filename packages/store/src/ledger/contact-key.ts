import { createHash } from "node:crypto";

/**
 * What order is kept over, as a signed 64-bit integer in decimal: an advisory lock key, an index key,
 * and a name that jobs may carry, since nobody reads a phone number out of it.
 */
export type ContactKey = string;

/** Key of a contact point: one address, over all inboxes, because one contact holds it. */
export function contactKey(address: string): ContactKey {
  return keyOf(`address ${address}`);
}

/** Key of the receipts of one outbound message. */
export function receiptKey(inboxId: string, externalId: string): ContactKey {
  return keyOf(`receipt ${inboxId} ${externalId}`);
}

function keyOf(name: string): ContactKey {
  return createHash("sha256").update(name).digest().readBigInt64BE(0).toString();
}

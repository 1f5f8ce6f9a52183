import { createHmac, createSecretKey } from "node:crypto";
import { type Address, addressKey, ERASED } from "@circuito/domain";

/** Of an HMAC-SHA-256. */
export const TOMBSTONE_BYTES = 32;

/** By what an erased row of the ledger is known when it comes again. */
export interface TombstoneSeal {
  /** Of an external id, within its inbox. */
  name(inboxId: string, externalId: string): Buffer;
  /** Of the digest of what was said: short words could be tried against a plain one. */
  content(contentHash: Buffer): Buffer;
  /** Of an address, however it is spelled, that asked for no more messages: that stays, and no address does. */
  address(address: Address): Address;
}

/** @param key derived from the installation's secret key: with another one nothing is known again */
export function createTombstoneSeal(key: Uint8Array): TombstoneSeal {
  const secret = createSecretKey(key);
  const digest = (part: string, value: string | Buffer): Buffer =>
    createHmac("sha256", secret).update(`${part}\0`).update(value).digest();
  return {
    name: (inboxId, externalId) => digest("name", `${inboxId}\0${externalId}`),
    content: (contentHash) => digest("content", contentHash),
    address: (address) => `${ERASED}${digest("address", addressKey(address)).toString("hex")}`,
  };
}

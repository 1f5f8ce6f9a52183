import { createHmac } from "node:crypto";

/** By what an erased row of the ledger is known when it comes again. */
export interface TombstoneSeal {
  /** Of an external id, within its inbox. */
  name(inboxId: string, externalId: string): Buffer;
  /** Of the digest of what was said: short words could be tried against a plain one. */
  content(contentHash: Buffer): Buffer;
}

/** @param key derived from the installation's secret key: with another one nothing is known again */
export function createTombstoneSeal(key: Uint8Array): TombstoneSeal {
  const digest = (part: string, ...values: readonly (string | Buffer)[]): Buffer => {
    const hmac = createHmac("sha256", key).update(`${part}\0`);
    for (const value of values) hmac.update(value).update("\0");
    return hmac.digest();
  };
  return {
    name: (inboxId, externalId) => digest("name", inboxId, externalId),
    content: (contentHash) => digest("content", contentHash),
  };
}

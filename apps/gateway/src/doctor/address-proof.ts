import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "../config/secret-key.ts";

/** By what an installation knows its own answer: only whoever has its key can give it. */
export function addressProof(secretKey: Uint8Array): (nonce: string) => string {
  const key = deriveKey(secretKey, "address proof");
  return (nonce) => createHmac("sha256", key).update(nonce).digest("hex");
}

export function isProof(given: unknown, wanted: string): boolean {
  if (typeof given !== "string" || given.length !== wanted.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}

import { createHmac } from "node:crypto";
import { constantTimeEqual } from "@circuito/connector";
import { deriveKey } from "../config/secret-key.ts";

/** By what an installation knows its own answer: only whoever has its key can give it. */
export function addressProof(secretKey: Uint8Array): (nonce: string) => string {
  const key = deriveKey(secretKey, "address proof");
  return (nonce) => createHmac("sha256", key).update(nonce).digest("hex");
}

export function isProof(given: unknown, wanted: string): boolean {
  return typeof given === "string" && constantTimeEqual(Buffer.from(given), Buffer.from(wanted));
}

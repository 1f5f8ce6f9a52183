import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Standard Webhooks as a provider speaks it, written from the specification and not from our
 * connector: a mistake shared by both sides would go unseen.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const SECRET_PREFIX = "whsec_";
/** The specification's advice; a clock may be off by that much, a replay may not be older. */
const TIMESTAMP_TOLERANCE_SECONDS = 300;

export interface SignedHeaders {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
}

/** @param secret `whsec_` followed by base64 */
export function signWebhook(
  secret: string,
  id: string,
  atSeconds: number,
  body: string,
): SignedHeaders {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(atSeconds),
    "webhook-signature": `v1,${signature(secret, id, String(atSeconds), body)}`,
  };
}

export type Verdict =
  | { readonly kind: "valid" }
  | { readonly kind: "invalid"; readonly because: "missing-header" | "stale" | "wrong-signature" };

/** Judges a request's headers and raw body as a provider that takes security seriously would. */
export function verifyWebhook(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  nowSeconds: number,
): Verdict {
  const id = headers["webhook-id"];
  const at = headers["webhook-timestamp"];
  const given = headers["webhook-signature"];
  if (typeof id !== "string" || typeof at !== "string" || typeof given !== "string") {
    return { kind: "invalid", because: "missing-header" };
  }
  const age = Math.abs(nowSeconds - Number(at));
  if (!(age <= TIMESTAMP_TOLERANCE_SECONDS)) return { kind: "invalid", because: "stale" };

  const expected = Buffer.from(`v1,${signature(secret, id, at, body)}`);
  // A sender may list several signatures, old and new key, while it rotates.
  const matches = given.split(" ").some((candidate) => {
    const bytes = Buffer.from(candidate);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  return matches ? { kind: "valid" } : { kind: "invalid", because: "wrong-signature" };
}

function signature(secret: string, id: string, at: string, body: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
  return createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
}

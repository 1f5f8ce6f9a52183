import { Buffer } from "node:buffer";
import { constantTimeEqual, digestFromBase64, hmac } from "./signature.ts";

/**
 * Signatures after the Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`.
 * Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md.
 */

/** Longer than clocks drift and retries take, shorter than a stolen request stays useful. */
export const WEBHOOK_TOLERANCE_MS = 5 * 60_000;
/** The specification asks for 24 to 64 bytes. */
const SECRET_BYTES = { min: 24, max: 64 };
/** A sender that rotates keeps two secrets alive; more signatures than this is an attack on time. */
const SIGNATURES_MAX = 5;
const ID_LENGTH_MAX = 255;

export type WebhookVerdict =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly because: "missing" | "malformed" | "stale" | "wrong" };

interface Signed {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Bytes of a `whsec_…` secret; `undefined` when it is not one. */
export function webhookKey(secret: string): Uint8Array | undefined {
  if (!secret.startsWith("whsec_")) return undefined;
  const text = secret.slice("whsec_".length);
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) return undefined;
  if (bytes.byteLength < SECRET_BYTES.min || bytes.byteLength > SECRET_BYTES.max) return undefined;
  return bytes;
}

/** The three headers that go with a body. Sent again, a message keeps its id. */
export function signWebhook(
  secret: string,
  message: { readonly id: string; readonly at: number; readonly body: string | Uint8Array },
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const key = webhookKey(secret);
  if (!key) throw new Error("webhook secret is not whsec_ and Base64 of 24 to 64 bytes");
  const timestamp = String(Math.floor(message.at / 1000));
  const digest = signature(key, message.id, timestamp, Buffer.from(message.body));
  return {
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${Buffer.from(digest).toString("base64")}`,
  };
}

/** Whether one of the signatures was made with one of the secrets, now. */
export function verifyWebhook(
  secrets: readonly string[],
  request: Signed,
  now: number,
): WebhookVerdict {
  const id = request.headers["webhook-id"];
  const timestamp = request.headers["webhook-timestamp"];
  const signatures = request.headers["webhook-signature"];
  if (!id || !timestamp || !signatures) return { ok: false, because: "missing" };
  // A dot in the id would make `id.timestamp` ambiguous.
  if (id.length > ID_LENGTH_MAX || id.includes(".") || !/^[0-9]{1,12}$/.test(timestamp)) {
    return { ok: false, because: "malformed" };
  }
  if (Math.abs(now - Number(timestamp) * 1000) > WEBHOOK_TOLERANCE_MS) {
    return { ok: false, because: "stale" };
  }
  const given = signatures.split(" ").slice(0, SIGNATURES_MAX).flatMap(v1Digest);
  if (given.length === 0) return { ok: false, because: "malformed" };
  for (const secret of secrets) {
    const key = webhookKey(secret);
    if (!key) continue;
    const expected = signature(key, id, timestamp, request.body);
    if (given.some((digest) => constantTimeEqual(digest, expected))) return { ok: true, id };
  }
  return { ok: false, because: "wrong" };
}

function v1Digest(signature: string): Uint8Array[] {
  if (!signature.startsWith("v1,")) return [];
  const digest = digestFromBase64(signature.slice("v1,".length), "sha256");
  return digest ? [digest] : [];
}

function signature(key: Uint8Array, id: string, timestamp: string, body: Uint8Array): Uint8Array {
  return hmac("sha256", key, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]));
}

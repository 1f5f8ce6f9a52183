import { Buffer } from "node:buffer";
import {
  type ConnectorHost,
  constantTimeEqual,
  digestFromHex,
  hmac,
  receiveThen,
  refuse,
  refuseShape,
  type WebhookRequest,
  type WebhookResponse,
} from "@circuito/connector";
import type { CloudSettings } from "../settings.ts";
import { isOfUnknownAccount, normalizeCloud } from "./normalize/normalize-cloud.ts";

type Ours = Pick<CloudSettings, "appSecret" | "verifyToken" | "phoneNumberId">;

/**
 * One request of Meta's. Every body that is signed by our app is answered 200 once it is stored,
 * whatever is in it: a refusal would be repeated for a week, and hold up what comes after it.
 */
export async function answerWebhook(
  settings: Ours,
  host: ConnectorHost,
  request: WebhookRequest,
): Promise<WebhookResponse> {
  const refused = refuseShape(request, ["GET", "POST"]);
  if (refused) return refused;
  if (request.method === "GET") return shakeHands(settings.verifyToken, host, request);

  // Only the SHA-256 of the bytes as they came: `X-Hub-Signature` is SHA-1, and no signature here.
  const signature = request.headers["x-hub-signature-256"];
  if (!signature) return refuse(401, "signature-missing", "not signed by Meta");
  if (!hubSignatureHolds(settings.appSecret, signature, request.body)) {
    host.log.warn("webhook refused", { because: "wrong" });
    return refuse(403, "signature-invalid", "signature does not match");
  }
  const elements = normalizeCloud(request.body, settings, host.now());
  const strangers = elements.filter(isOfUnknownAccount).length;
  if (strangers > 0) {
    // The app's webhooks come to one address: another number of it was set up, and not here.
    host.log.error("webhook for another phone number", { elements: strangers });
  }
  return receiveThen(host, elements, { status: 200 });
}

/**
 * `X-Hub-Signature-256`: `sha256=` and the lower-case hexadecimal HMAC-SHA256 of the raw bytes, keyed
 * by the app secret.
 */
export function hubSignatureHolds(secret: string, header: string, body: Uint8Array): boolean {
  if (!header.startsWith("sha256=")) return false;
  const given = digestFromHex(header.slice("sha256=".length), "sha256");
  return given !== undefined && constantTimeEqual(hmac("sha256", secret, body), given);
}

/** A batch without entries, signed. */
export function nothingOfMeta({ appSecret }: CloudSettings, webhookUrl: string): WebhookRequest {
  const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
  const digest = Buffer.from(hmac("sha256", appSecret, body)).toString("hex");
  return {
    method: "POST",
    url: new URL(webhookUrl).pathname,
    headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${digest}` },
    body,
  };
}

/** What Meta asks to have echoed; anything else is somebody trying to have a page shown (B-32). */
const CHALLENGE = /^[A-Za-z0-9._-]{1,256}$/;

/** Meta asks once, when the webhook's address or token is set, whether it is ours. */
function shakeHands(
  verifyToken: string,
  host: ConnectorHost,
  request: WebhookRequest,
): WebhookResponse {
  const at = request.url.indexOf("?");
  const query = new URLSearchParams(at < 0 ? "" : request.url.slice(at));
  const token = query.get("hub.verify_token") ?? "";
  const challenge = query.get("hub.challenge") ?? "";
  const isOurs = constantTimeEqual(digestOf(token), digestOf(verifyToken));
  if (query.get("hub.mode") !== "subscribe" || !isOurs || !CHALLENGE.test(challenge)) {
    host.log.warn("webhook handshake refused", { because: isOurs ? "malformed" : "wrong" });
    return refuse(403, "signature-invalid", "not the verify token of this inbox");
  }
  return {
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: challenge,
  };
}

/** Digests are of one length: comparing them does not tell how long the token is. */
function digestOf(text: string): Uint8Array {
  return hmac("sha256", "verify token", text);
}

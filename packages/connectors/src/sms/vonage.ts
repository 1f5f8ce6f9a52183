import {
  type Connector,
  type ConnectorHost,
  callProvider,
  type OutboundMessage,
  receiveThen,
  refuse,
  refuseShape,
  SendError,
  type SendReceipt,
  type WebhookRequest,
  type WebhookResponse,
} from "@circuito/connector";
import { type Parameters, queryOf, readJsonParameters, readParameters } from "./parameters.ts";
import { recipientNumber } from "./recipient.ts";
import { segments } from "./segments.ts";
import type { VonageSettings } from "./settings.ts";
import { readVonageAnswer } from "./vonage-errors.ts";
import { normalizeVonage } from "./vonage-normalize.ts";
import { vonageSignature, vonageSignatureHolds } from "./vonage-signature.ts";

/**
 * Vonage repeats a webhook for 24 hours, and does not say whether it signs anew. A repeat inside
 * that day changes nothing (ids are the ledger's); an older one is nobody's honest retry.
 */
const SIGNED_AGO_MAX_MS = 25 * 60 * 60_000;

/** One Vonage number, through the SMS API. */
export function openVonage(
  settings: VonageSettings,
  webhookUrl: string,
  host: ConnectorHost,
): Connector {
  return {
    webhook: (request) => webhook(settings, host, request),
    send: (message, signal) => send({ settings, webhookUrl, host }, message, signal),
    stop: async () => {},
  };
}

async function webhook(
  settings: VonageSettings,
  host: ConnectorHost,
  request: WebhookRequest,
): Promise<WebhookResponse> {
  const refused = refuseShape(request, ["GET", "POST"]);
  if (refused) return refused;
  // Query parameters are customers' words and numbers here: the URL is never logged.
  const query = queryOf(request.url);
  const raw = request.method === "GET" ? new TextEncoder().encode(query) : request.body;
  const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
  const text = new TextDecoder().decode(raw);
  const useJson = isJson && request.method === "POST";
  const read: Parameters = useJson ? readJsonParameters(text) : readParameters(text);
  if (!read.ok) return refuse(400, "invalid", read.because);
  if (!read.fields.get("sig")) return refuse(403, "signature-missing", "not signed by Vonage");
  if (!vonageSignatureHolds(read.fields, settings)) {
    host.log.warn("webhook refused", { because: "wrong" });
    return refuse(403, "signature-invalid", "signature does not match");
  }
  const signedAt = Number(read.fields.get("timestamp")) * 1000;
  if (!(Math.abs(host.now() - signedAt) <= SIGNED_AGO_MAX_MS)) {
    host.log.warn("webhook refused", { because: "stale" });
    return refuse(403, "stale", "signed too long ago, or without a timestamp");
  }
  return receiveThen(host, normalizeVonage(read.fields, raw, settings), { status: 204 });
}

/** News that nothing is known yet, of no message of ours: signed, taken, and no row. */
export function nothingOfVonage(
  settings: VonageSettings,
  webhookUrl: string,
  at: number,
): WebhookRequest {
  const fields = new Map([
    ["messageId", "0000000000000000"],
    ["status", "buffered"],
    ["timestamp", String(Math.floor(at / 1000))],
  ]);
  fields.set("sig", vonageSignature(fields, settings));
  return {
    method: "POST",
    url: new URL(webhookUrl).pathname,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new TextEncoder().encode(new URLSearchParams([...fields]).toString()),
  };
}

async function send(
  own: { settings: VonageSettings; webhookUrl: string; host: ConnectorHost },
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendReceipt> {
  const { settings, webhookUrl, host } = own;
  if (message.media.length > 0) throw new SendError("unsupported", "Vonage SMS carries no files");
  const fields = new Map([
    ["api_key", settings.apiKey],
    ["from", settings.from.replace(/^\+/, "")],
    ["to", recipientNumber(message).replace(/^\+/, "")],
    ["text", message.text],
    ["type", segments(message.text).encoding === "ucs-2" ? "unicode" : "text"],
    // Comes back in receipts, and so finds the message even if the answer to this call is lost.
    ["client-ref", message.id],
    ["callback", webhookUrl],
    ["timestamp", String(Math.floor(host.now() / 1000))],
  ]);
  fields.set("sig", vonageSignature(fields, settings));
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams([...fields]).toString();
  const url = `${settings.apiBaseUrl}/sms/json`;
  const answer = await callProvider(host, url, { headers, body }, signal);
  const parts = readVonageAnswer(answer);
  host.log.info("sent", { messageId: message.id, parts });
  return { externalId: message.id };
}

import { Buffer } from "node:buffer";
import {
  type Connector,
  type ConnectorHost,
  callProvider,
  type FetchedMedia,
  fetchFile,
  type OutboundMessage,
  receiveThen,
  refuse,
  refuseShape,
  SendError,
  type SendReceipt,
  type WebhookRequest,
  type WebhookResponse,
} from "@circuito/connector";
import type { RemoteMedia } from "@circuito/domain";
import { z } from "zod";
import { accountPath } from "./ask-twilio.ts";
import { type Parameters, readJsonParameters, readParameters } from "./parameters.ts";
import { recipientNumber } from "./recipient.ts";
import type { TwilioSettings } from "./settings.ts";
import { MEDIA_MAX } from "./sms-limits.ts";
import { checkTwilio } from "./twilio-check.ts";
import { twilioError, twilioFailure } from "./twilio-errors.ts";
import { compareTwilio } from "./twilio-list.ts";
import { isOn, normalizeTwilio } from "./twilio-normalize.ts";
import { bodyHashHolds, twilioSignature, twilioSignatureHolds } from "./twilio-signature.ts";

/** Twilio reads instructions in the answer; an empty document says: nothing to do. */
const NOTHING_TO_SAY: WebhookResponse = {
  status: 200,
  headers: { "content-type": "text/xml; charset=utf-8" },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/** One Twilio number or messaging service. */
export function openTwilio(
  settings: TwilioSettings,
  webhookUrl: string,
  host: ConnectorHost,
): Connector {
  return {
    webhook: (request) => webhook(settings, webhookUrl, host, request),
    send: (message, signal) => send({ settings, webhookUrl, host }, message, signal),
    check: (signal) => checkTwilio({ settings, webhookUrl, host }, signal),
    compare: (range, signal) => compareTwilio({ settings, host }, range, signal),
    fetchMedia: (file, signal) => fetchMedia(settings, host, file, signal),
    stop: async () => {},
  };
}

async function webhook(
  settings: TwilioSettings,
  webhookUrl: string,
  host: ConnectorHost,
  request: WebhookRequest,
): Promise<WebhookResponse> {
  const refused = refuseShape(request, ["POST"]);
  if (refused) return refused;
  const signature = request.headers["x-twilio-signature"];
  if (!signature) return refuse(403, "signature-missing", "not signed by Twilio");

  const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
  const body = new TextDecoder().decode(request.body);
  const read: Parameters = isJson ? readJsonParameters(body) : readParameters(body);
  if (!read.ok) return refuse(400, "invalid", read.because);
  const holds = twilioSignatureHolds({
    authToken: settings.authToken,
    webhookUrl,
    requestUrl: request.url,
    fields: isJson ? new Map() : read.fields,
    signature,
  });
  if (!holds || (isJson && !bodyHashHolds(request.url, request.body))) {
    host.log.warn("webhook refused", { because: "wrong" });
    return refuse(403, "signature-invalid", "signature does not match the configured address");
  }
  return receiveThen(host, normalizeTwilio(read.fields, request.body, settings), NOTHING_TO_SAY);
}

/** News of no message of ours, in a state that is no news: it is signed, taken, and makes no row. */
export function nothingOfTwilio(settings: TwilioSettings, webhookUrl: string): WebhookRequest {
  const fields = new Map([
    ["AccountSid", settings.accountSid],
    ["MessageSid", `SM${"0".repeat(32)}`],
    ["MessageStatus", "queued"],
  ]);
  return {
    method: "POST",
    url: new URL(webhookUrl).pathname,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilioSignature(settings.authToken, webhookUrl, fields),
    },
    body: Buffer.from(new URLSearchParams([...fields]).toString()),
  };
}

const accepted = z.object({
  sid: z.string().min(1).max(64),
  status: z.string().optional(),
  error_code: z.int().nullish(),
});

async function send(
  own: { settings: TwilioSettings; webhookUrl: string; host: ConnectorHost },
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendReceipt> {
  const { settings, webhookUrl, host } = own;
  const to = recipientNumber(message);
  if (message.media.length > MEDIA_MAX) {
    throw new SendError("unsupported", `more than ${MEDIA_MAX} files`);
  }
  const form = new URLSearchParams({ To: to, Body: message.text, StatusCallback: webhookUrl });
  if (settings.messagingServiceSid) form.set("MessagingServiceSid", settings.messagingServiceSid);
  if (settings.from) form.set("From", settings.from);
  for (const file of message.media) form.append("MediaUrl", file.url);

  const headers = {
    ...authorization(settings),
    "content-type": "application/x-www-form-urlencoded",
  };
  const url = `${settings.apiBaseUrl}${accountPath(settings)}/Messages.json`;
  const answer = await callProvider(host, url, { headers, body: form.toString() }, signal);
  if (answer.status < 200 || answer.status >= 300) throw twilioError(answer);
  const receipt = accepted.safeParse(answer.json);
  // Accepted, and we cannot tell as what: receipts will find no message, so a person must look.
  if (!receipt.success) throw new SendError("unknown", "accepted without a MessageSid");
  const { sid, status, error_code } = receipt.data;
  if (status === "failed" || status === "undelivered") throw twilioFailure(error_code ?? null);
  return { externalId: sid };
}

/**
 * Twilio's API wants the account's credentials, and sends us on to its file server, which must not see
 * them. Source: twilio.com/docs/messaging/api/media-resource.
 */
async function fetchMedia(
  settings: TwilioSettings,
  host: ConnectorHost,
  file: RemoteMedia,
  signal: AbortSignal,
): Promise<FetchedMedia> {
  const api = new URL(settings.apiBaseUrl).origin;
  const door = {
    mayAsk: (url: URL) => url.origin === api || isOn(settings.mediaHosts, url.href),
    headersFor: (url: URL) => (url.origin === api ? authorization(settings) : {}),
  };
  return await fetchFile(host, file.url, door, signal);
}

function authorization({ accountSid, authToken }: TwilioSettings): { authorization: string } {
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
  return { authorization: `Basic ${basic}` };
}

import {
  type Connector,
  type ConnectorHost,
  callProvider,
  fetchFile,
  type OutboundMessage,
  receiveThen,
  refuse,
  refuseShape,
  SendError,
  type SendReceipt,
  signWebhook,
  verifyWebhook,
  WEBHOOK_ELEMENTS_MAX,
  type WebhookRequest,
  type WebhookResponse,
} from "@circuito/connector";
import { z } from "zod";
import { normalizeGeneric } from "./generic-normalize.ts";
import { recipientNumber } from "./recipient.ts";
import type { GenericSettings } from "./settings.ts";

/** A provider of one's own, or a bridge to one: plain JSON both ways, signed both ways. */
export function openGeneric(settings: GenericSettings, host: ConnectorHost): Connector {
  return {
    webhook: (request) => webhook(settings, host, request),
    send: (message, signal) => send(settings, host, message, signal),
    // Whoever signs the message vouches for the address; the host's rule of reachable addresses holds.
    fetchMedia: (file, signal) => fetchFile(host, file.url, { mayAsk: () => true }, signal),
    stop: async () => {},
  };
}

async function webhook(
  settings: GenericSettings,
  host: ConnectorHost,
  request: WebhookRequest,
): Promise<WebhookResponse> {
  const refused = refuseShape(request, ["POST"]);
  if (refused) return refused;
  const secrets = [settings.secret, ...(settings.previousSecret ? [settings.previousSecret] : [])];
  const verdict = verifyWebhook(secrets, request, host.now());
  if (!verdict.ok) {
    host.log.warn("webhook refused", { because: verdict.because });
    if (verdict.because === "missing") return refuse(401, "signature-missing", "not signed");
    if (verdict.because === "stale") return refuse(401, "stale", "signed too long ago");
    return refuse(401, "signature-invalid", "signature does not match");
  }
  const reading = normalizeGeneric(request.body, settings.from);
  if (reading.kind === "too-many") {
    return refuse(413, "too-large", `more than ${WEBHOOK_ELEMENTS_MAX} elements`);
  }
  return receiveThen(host, reading.elements, { status: 204 });
}

/** An empty list, signed. */
export function nothingOfGeneric(
  settings: GenericSettings,
  webhookUrl: string,
  at: number,
): WebhookRequest {
  const body = '{"messages":[],"receipts":[]}';
  return {
    method: "POST",
    url: new URL(webhookUrl).pathname,
    headers: {
      "content-type": "application/json",
      ...signWebhook(settings.secret, { id: `nothing-${at}`, at, body }),
    },
    body: new TextEncoder().encode(body),
  };
}

const accepted = z.object({ id: z.string().min(1).max(255) });

async function send(
  settings: GenericSettings,
  host: ConnectorHost,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendReceipt> {
  const to = recipientNumber(message);
  const body = JSON.stringify({
    id: message.id,
    from: settings.from,
    to,
    text: message.text,
    media: message.media,
  });
  // The message's id is the webhook's id: whoever has seen it knows a repeat.
  const signature = signWebhook(settings.secret, { id: message.id, at: host.now(), body });
  const headers = { "content-type": "application/json", ...signature };
  const answer = await callProvider(host, settings.sendUrl, { headers, body }, signal);
  if (answer.status < 200 || answer.status >= 300) {
    throw genericError(answer.status, answer.retryAfterMs);
  }
  const own = accepted.safeParse(answer.json);
  return { externalId: own.success ? own.data.id : message.id };
}

function genericError(status: number, afterMs: number | undefined): SendError {
  const more = { providerCode: String(status), ...(afterMs === undefined ? {} : { afterMs }) };
  switch (status) {
    case 401:
    case 403:
      return new SendError("credentials", "our signature was refused", more);
    case 404:
      // A wrong address in the settings must pause the inbox, not condemn its customers.
      return new SendError("credentials", "nothing at the configured address", more);
    case 410:
      return new SendError("unreachable-address", "there is no such number", more);
    case 451:
      return new SendError("opted-out", "the customer asked for no more messages", more);
    case 408:
    case 425:
    case 429:
      return new SendError("retry", "asked to wait", more);
  }
  // Safe to ask again: the receiver tells a repeat by its webhook-id.
  if (status >= 500) return new SendError("retry", "receiver is out of order", more);
  return new SendError("rejected", "receiver refused the message", more);
}

import {
  type Connector,
  type ConnectorDefinition,
  type ConnectorHost,
  callProvider,
  type OpenInbox,
  type OutboundMessage,
  receiveThen,
  refuse,
  refuseShape,
  SendError,
  type SendReceipt,
  signWebhook,
  verifyWebhook,
  type WebhookRequest,
  type WebhookResponse,
} from "@circuito/connector";
import { normalize } from "./normalize.ts";
import { type LoopbackSettings, loopbackSettings } from "./settings.ts";

/** The smallest complete connector, and the one to copy. A channel's one export. */
export const loopback: ConnectorDefinition<LoopbackSettings> = {
  channel: "loopback",
  // Every claim here is tested by the conformance kit, and so is everything not claimed.
  capabilities: {
    textLengthMax: 4_000,
    media: false,
    receipts: ["delivered", "read"],
    runs: "anywhere",
    webhook: true,
    socket: false,
  },
  settings: loopbackSettings,
  secrets: ["secret"],
  secretsGoTo: { secret: ["deliverTo"] },
  // An empty list: signed, taken, and nothing in it.
  sayNothing({ secret }, webhookUrl, at) {
    const body = "[]";
    return {
      method: "POST",
      url: new URL(webhookUrl).pathname,
      headers: {
        "content-type": "application/json",
        ...signWebhook(secret, { id: `nothing-${at}`, at, body }),
      },
      body: new TextEncoder().encode(body),
    };
  },
  // No I/O here: an inbox may be opened only to look at it.
  open: (inbox, host): Connector => ({
    webhook: (request) => webhook(inbox, host, request),
    send: (message, signal) => send(inbox, host, message, signal),
    // Nothing is held between two calls; the gateway waits for the calls in hand.
    stop: async () => {},
  }),
};

async function webhook(
  { settings }: OpenInbox<LoopbackSettings>,
  host: ConnectorHost,
  request: WebhookRequest,
): Promise<WebhookResponse> {
  const refused = refuseShape(request, ["POST"]);
  if (refused) return refused;
  // The signature covers the raw bytes. Nothing is parsed before it holds.
  const verdict = verifyWebhook([settings.secret], request, host.now());
  if (!verdict.ok) {
    host.log.warn("webhook refused", { because: verdict.because });
    if (verdict.because === "missing") return refuse(401, "signature-missing", "not signed");
    if (verdict.because === "stale") return refuse(401, "stale", "signed too long ago");
    return refuse(401, "signature-invalid", "signature does not match");
  }
  // 2xx is said only after the host has committed every element (invariant 1).
  return receiveThen(host, normalize(request.body, settings.ownName), { status: 204 });
}

async function send(
  { settings }: OpenInbox<LoopbackSettings>,
  host: ConnectorHost,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendReceipt> {
  const { textLengthMax } = loopback.capabilities;
  if (message.media.length > 0) throw new SendError("unsupported", "loopback carries no files");
  if (message.text.length > textLengthMax) throw new SendError("unsupported", "text too long");
  if (!message.to.startsWith("loopback:")) {
    throw new SendError("unreachable-address", "not a loopback address");
  }
  if (settings.deliverTo === undefined) return { externalId: message.id };

  const to = message.to.slice("loopback:".length);
  const body = JSON.stringify({ id: message.id, from: settings.ownName, to, text: message.text });
  // The message's own id is the idempotency key: sent again, it is the same delivery.
  const signature = signWebhook(settings.secret, { id: message.id, at: host.now(), body });
  const headers = { "content-type": "application/json", ...signature };
  const answer = await callProvider(host, settings.deliverTo, { headers, body }, signal);
  if (answer.status >= 200 && answer.status < 300) return { externalId: message.id };
  throw sendError(answer.status, answer.retryAfterMs);
}

function sendError(status: number, afterMs: number | undefined): SendError {
  const more = { providerCode: String(status), ...(afterMs === undefined ? {} : { afterMs }) };
  if (status === 401 || status === 403) {
    return new SendError("credentials", "refused our signature", more);
  }
  // A wrong address in the settings must pause the inbox, not condemn its customers.
  if (status === 404)
    return new SendError("credentials", "nothing at the configured address", more);
  if (status === 410) return new SendError("unreachable-address", "nobody of that name", more);
  // The receiver knows a repeat by its id, so asking again is safe.
  if (status === 429 || status >= 500) return new SendError("retry", "receiver is busy", more);
  return new SendError("rejected", "receiver refused the message", more);
}

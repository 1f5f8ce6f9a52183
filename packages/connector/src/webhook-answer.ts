import type { InboundElement } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import type { ConnectorHost } from "./connector.ts";
import { StoreUnavailable } from "./errors.ts";
import type { WebhookRequest, WebhookResponse } from "./webhook.ts";

/** The largest batch a provider documents is 3 MB (WhatsApp); the rest of ours are far smaller. */
export const WEBHOOK_BODY_MAX_BYTES = 3 * 1024 * 1024;

/** A batch beyond it is a replayed archive, and would hold up the ledger for everyone. */
export const WEBHOOK_ELEMENTS_MAX = 1_000;

/** Why a webhook request was refused. Closed; the body of every refusal is `{code, message}`. */
export type WebhookProblemCode =
  | "method-not-allowed"
  | "too-large"
  | "invalid"
  | "signature-missing"
  | "signature-invalid"
  | "stale"
  | "unavailable";

export function refuse(
  status: number,
  code: WebhookProblemCode,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): WebhookResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify({ code, message }),
  };
}

/** What is wrong before any byte of the body is looked at; `undefined` when nothing is. */
export function refuseShape(
  request: WebhookRequest,
  methods: readonly string[],
): WebhookResponse | undefined {
  if (!methods.includes(request.method)) {
    const allow = { allow: methods.join(", ") };
    return refuse(405, "method-not-allowed", `only ${methods.join(" or ")} is taken here`, allow);
  }
  if (request.body.byteLength > WEBHOOK_BODY_MAX_BYTES) {
    return refuse(413, "too-large", `more than ${WEBHOOK_BODY_MAX_BYTES} bytes`);
  }
  return undefined;
}

/**
 * Hands the elements to the host and says `accepted` only once they are committed. Whatever keeps
 * them from being committed is ours to mend and the provider's to retry: 503, never 2xx, never 4xx.
 */
export async function receiveThen(
  host: ConnectorHost,
  elements: readonly InboundElement[],
  accepted: WebhookResponse,
): Promise<WebhookResponse> {
  try {
    crashPoint("I2");
    if (elements.length > 0) await host.receive(elements);
    return accepted;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) host.log.error("receive failed", { error });
    const seconds = error instanceof StoreUnavailable ? error.retryAfterSeconds : 10;
    return refuse(503, "unavailable", "not stored, please send it again", {
      "retry-after": String(seconds),
    });
  }
}

import type {
  WebhookDeliveryView,
  WebhookView,
  WholeWebhookDeliveryView,
} from "@circuito/protocol";
import type {
  StoredWebhook,
  WebhookAttempt,
  WebhookDeliveryReading,
  WebhookHealth,
  WholeWebhookDelivery,
} from "@circuito/store";
import { iso, isoOrNull } from "./instants.ts";

/** @param now ms since epoch: a former secret that is over is no secret any more */
export function webhookViewOf(
  webhook: StoredWebhook & { readonly health: WebhookHealth },
  now: number,
): WebhookView {
  const { off, offAt, formerUntil, health } = webhook;
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    events: [...webhook.events],
    off: off === null ? null : { because: off, at: iso(offAt ?? now) },
    formerSecretUntil: formerUntil !== null && formerUntil > now ? iso(formerUntil) : null,
    failingSince: isoOrNull(webhook.failingSince),
    health: { ...health, lastDeliveredAt: isoOrNull(health.lastDeliveredAt) },
    createdAt: iso(webhook.createdAt),
    createdBy: webhook.createdBy,
  };
}

export function webhookDeliveryViewOf(delivery: WebhookDeliveryReading): WebhookDeliveryView {
  return {
    id: delivery.id,
    event: delivery.event,
    state: delivery.state,
    attempts: delivery.attempts,
    last: delivery.last && attemptViewOf(delivery.last),
    nextAt: isoOrNull(delivery.nextAt),
    createdAt: iso(delivery.createdAt),
    endedAt: isoOrNull(delivery.endedAt),
  };
}

export function wholeWebhookDeliveryViewOf(
  delivery: WholeWebhookDelivery,
): WholeWebhookDeliveryView {
  const { payload, answer, history } = delivery;
  return {
    ...webhookDeliveryViewOf(delivery),
    payload,
    answer,
    history: history.map(attemptViewOf),
  };
}

function attemptViewOf({ at, status, because, ms }: WebhookAttempt) {
  return { at: iso(at), status, because, ms };
}

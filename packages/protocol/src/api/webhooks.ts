import { z } from "zod";
import {
  latestDeliveryView,
  webhookDeliveryState,
  webhookDeliveryView,
  webhookEvent,
  webhookEventView,
  webhookTestView,
  webhookView,
  wholeWebhookDeliveryView,
} from "../webhooks.ts";
import { type ApiRoute, byId, id, list, nothing, page } from "./route.ts";

/** Longer ones carry what belongs into the body. */
const URL_LENGTH_MAX = 2_000;

const content = {
  name: z.string().trim().min(1).max(120),
  url: z.url({ protocol: /^https?$/ }).max(URL_LENGTH_MAX),
  /** Each once. */
  events: z
    .array(webhookEvent)
    .min(1)
    .refine((all) => new Set(all).size === all.length, "an event comes twice"),
};

const byDelivery = z.strictObject({ id, deliveryId: id });

const withSecret = z.object({
  webhook: webhookView,
  /** Shown this once. `whsec_…` */
  secret: z.string(),
});

/** Programs outside that are told of what happens here. */
export const WEBHOOK_ROUTES = {
  listWebhookEvents: {
    method: "GET",
    path: "/webhook-events",
    summary: "All that a webhook may be told of, each with a body as it would be sent now",
    role: "admin",
    response: list(webhookEventView),
  },
  listLatestDeliveries: {
    method: "GET",
    path: "/webhook-events/latest",
    summary: "Of every event that was told lately the newest delivery",
    role: "admin",
    response: list(latestDeliveryView),
  },
  listWebhooks: {
    method: "GET",
    path: "/webhooks",
    summary: "Endpoints that are told of what happens, and how they do",
    role: "admin",
    response: list(webhookView),
  },
  createWebhook: {
    method: "POST",
    path: "/webhooks",
    summary: "Tell an endpoint from now on; its secret is shown in this answer and never again",
    role: "admin",
    status: 201,
    body: z.strictObject(content),
    response: withSecret,
  },
  updateWebhook: {
    method: "PATCH",
    path: "/webhooks/:id",
    summary: "Change an endpoint, or switch it off and on; while it is off nothing is kept for it",
    role: "admin",
    params: byId,
    body: z.strictObject({
      name: content.name.optional(),
      url: content.url.optional(),
      events: content.events.optional(),
      isOn: z.boolean().optional(),
    }),
    response: webhookView,
  },
  deleteWebhook: {
    method: "DELETE",
    path: "/webhooks/:id",
    summary: "Remove an endpoint, and the log of what it was told",
    role: "admin",
    params: byId,
    response: nothing,
  },
  rotateWebhookSecret: {
    method: "POST",
    path: "/webhooks/:id/rotate",
    summary: "Make a new secret; for 24 hours the former one signs as well",
    role: "admin",
    status: 201,
    params: byId,
    body: z.strictObject({}),
    response: withSecret,
  },
  testWebhook: {
    method: "POST",
    path: "/webhooks/:id/test",
    summary: "Send a test, signed, once, and say how it was taken",
    role: "admin",
    params: byId,
    body: z.strictObject({}),
    response: webhookTestView,
  },
  listWebhookDeliveries: {
    method: "GET",
    path: "/webhooks/:id/deliveries",
    summary: "What an endpoint was told, newest first",
    role: "admin",
    params: byId,
    query: z.strictObject({ state: webhookDeliveryState.optional(), ...page }),
    response: list(webhookDeliveryView),
  },
  getWebhookDelivery: {
    method: "GET",
    path: "/webhooks/:id/deliveries/:deliveryId",
    summary: "One of them: its body, every attempt, and what the receiver said last",
    role: "admin",
    params: byDelivery,
    response: wholeWebhookDeliveryView,
  },
  redeliverWebhook: {
    method: "POST",
    path: "/webhooks/:id/deliveries/:deliveryId/redeliver",
    summary: "Send one again, now and for 72 hours more, under the same webhook-id",
    role: "admin",
    params: byDelivery,
    body: z.strictObject({}),
    response: nothing,
  },
  redeliverFailedWebhooks: {
    method: "POST",
    path: "/webhooks/:id/redeliver",
    summary: "Send again all that failed, up to 10,000 at once",
    role: "admin",
    params: byId,
    body: z.strictObject({}),
    response: z.object({ count: z.int() }),
  },
} as const satisfies Record<string, ApiRoute>;

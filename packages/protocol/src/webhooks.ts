/* What programs outside are told, and what is told of them. */
import { WEBHOOK_EVENTS, WEBHOOK_TEST, type WebhookEvent } from "@circuito/domain";
import { z } from "zod";
import { slaMeasure } from "./sla.ts";
import { surveyKind } from "./surveys.ts";
import { conversationView } from "./views/conversation.ts";
import { deliveryStatus } from "./views/message.ts";
import { id, instant } from "./views/told.ts";

export const webhookEvent = z.enum(WEBHOOK_EVENTS);

const named = z.object({ id, name: z.string().nullable() });

const conversation = z.object({
  id,
  /** Number told to the customer. */
  protocol: z.string(),
  /** Grows with every visible change: of two the greater is the newer. */
  version: z.int(),
  channel: z.string(),
  inbox: named,
  contact: named.extend({ address: z.string() }),
  status: conversationView.shape.status,
  waitingOn: conversationView.shape.waitingOn,
  queue: named.nullable(),
  assignee: named.nullable(),
  level: z.int(),
  priority: z.int(),
  tags: z.array(z.string()),
  subject: z.string().nullable(),
  title: z.string().nullable(),
  category: z.string().nullable(),
  arrivedAt: instant,
  snoozedUntil: instant.nullable(),
  resolvedAt: instant.nullable(),
});

const message = z.object({
  id,
  /** 1..n within the conversation; notes have numbers, too, and are not told. */
  seq: z.int(),
  direction: z.enum(["inbound", "outbound"]),
  author: z.object({
    kind: z.enum(["contact", "agent", "system"]),
    id: id.nullable(),
    name: z.string().nullable(),
  }),
  text: z.string(),
  /** There is more of it: ask the API. */
  isCut: z.boolean(),
  files: z.array(
    z.object({ fileName: z.string(), mimeType: z.string(), sizeBytes: z.int().nullable() }),
  ),
  delivery: z.object({ status: deliveryStatus, error: z.string().nullable() }).nullable(),
  createdAt: instant,
});

const change = z.object({
  /** Null: no person did. */
  by: named.nullable(),
  because: z.string().nullable(),
  fromQueueId: id.nullable(),
  toQueueId: id.nullable(),
  /** Of `assigned` who has it now; of `released` who had it, where that is known. */
  agentId: id.nullable(),
});

const promise = z.object({
  measure: slaMeasure,
  startedAt: instant,
  dueAt: instant.nullable(),
  policy: z.string().nullable(),
});

const survey = z.object({
  id,
  kind: surveyKind,
  score: z.int(),
  because: z.string().nullable(),
});

/** Any body that is sent. */
export const webhookPayload = z.object({
  type: z.enum([...WEBHOOK_EVENTS, WEBHOOK_TEST]),
  timestamp: instant,
  data: z.object({
    conversation,
    message: message.optional(),
    change: change.optional(),
    promise: promise.optional(),
    survey: survey.optional(),
  }),
});

/** The body of one event. */
export function webhookBodyOf(event: WebhookEvent): z.ZodObject {
  return z.object({
    type: z.literal(event),
    timestamp: instant,
    data: z.object({ conversation, ...partOf(event) }),
  });
}

function partOf(event: WebhookEvent) {
  if (event.startsWith("message.")) return { message };
  if (event === "survey.answered") return { survey };
  return event.startsWith("promise.") ? { promise } : { change };
}

/** Why a receiver did not take something. */
export const webhookRefusal = z.enum([
  "status",
  "redirect",
  "gone",
  "timeout",
  "unreachable",
  "certificate",
]);

/** Why an endpoint gets nothing. */
export const webhookOff = z.enum(["by-hand", "gone", "nothing-got-through"]);

const attempt = z.object({
  at: instant,
  /** HTTP status; null: there was no answer. */
  status: z.int().nullable(),
  /** Null: it was taken. */
  because: webhookRefusal.nullable(),
  ms: z.int(),
});

/** A program outside that is told of what happens here. */
export const webhookView = z.object({
  id,
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEvent),
  /** Null: it is on. */
  off: z.object({ because: webhookOff, at: instant }).nullable(),
  /** Until when the former secret signs, too. */
  formerSecretUntil: instant.nullable(),
  /** When the first attempt failed after which none succeeded. */
  failingSince: instant.nullable(),
  /** Counts go no further than 1,000: of the newest that were tried, how many were delivered. */
  health: z.object({
    tried: z.int(),
    delivered: z.int(),
    waiting: z.int(),
    failed: z.int(),
    lastDeliveredAt: instant.nullable(),
  }),
  createdAt: instant,
  createdBy: z.string(),
});
export type WebhookView = z.infer<typeof webhookView>;

export const webhookDeliveryState = z.enum(["waiting", "delivered", "failed"]);

export const webhookDeliveryView = z.object({
  /** Goes along as `webhook-id`. */
  id,
  event: webhookEvent,
  state: webhookDeliveryState,
  /** Made since it was to be delivered, or delivered again. */
  attempts: z.int(),
  /** The newest; null: not tried yet. */
  last: attempt.nullable(),
  /** While it waits. */
  nextAt: instant.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
export type WebhookDeliveryView = z.infer<typeof webhookDeliveryView>;

/** What was told last of an event, and to whom. */
export const latestDeliveryView = z.object({
  webhookId: id,
  webhookName: z.string(),
  delivery: webhookDeliveryView,
});
export type LatestDeliveryView = z.infer<typeof latestDeliveryView>;

export const wholeWebhookDeliveryView = webhookDeliveryView.extend({
  /** The body, as it was signed and sent. */
  payload: z.string(),
  /** The beginning of what the receiver said last. */
  answer: z.string().nullable(),
  history: z.array(attempt),
});
export type WholeWebhookDeliveryView = z.infer<typeof wholeWebhookDeliveryView>;

/** How a test was taken. */
export const webhookTestView = z.object({
  /** Null: it was taken. */
  because: attempt.shape.because,
  status: attempt.shape.status,
  ms: z.int(),
  answer: z.string().nullable(),
});
export type WebhookTestView = z.infer<typeof webhookTestView>;

export const webhookEventView = z.object({
  event: webhookEvent,
  /** A body as it would be sent now. */
  example: webhookPayload,
});
export type WebhookEventView = z.infer<typeof webhookEventView>;

import { WEBHOOK_TEST, type WebhookEvent } from "@circuito/domain";
import type { z } from "zod";
import type { webhookPayload } from "./webhooks.ts";

type Payload = z.infer<typeof webhookPayload>;

/** Of nobody: numbers and names that are given to no one. */
const IDS = {
  conversation: "01926f3c-7a10-7000-8000-000000000001",
  inbox: "01926f3c-7a10-7000-8000-000000000002",
  contact: "01926f3c-7a10-7000-8000-000000000003",
  queue: "01926f3c-7a10-7000-8000-000000000004",
  formerQueue: "01926f3c-7a10-7000-8000-000000000005",
  agent: "01926f3c-7a10-7000-8000-000000000006",
  message: "01926f3c-7a10-7000-8000-000000000007",
};
const ANA = { id: IDS.agent, name: "Ana" };

/** The body of an event, as it would be sent. @param at ms since epoch */
export function webhookExample(event: WebhookEvent, at: number): Payload {
  return {
    type: event,
    timestamp: iso(at),
    data: { conversation: conversationOf(event, at), ...partOf(event, at) },
  };
}

/** What a test sends: as the first event, under a name of its own. */
export function webhookTest(at: number): Payload {
  return { ...webhookExample("message.received", at), type: WEBHOOK_TEST };
}

function conversationOf(event: WebhookEvent, at: number): Payload["data"]["conversation"] {
  return {
    id: IDS.conversation,
    protocol: "261127-7K2M9QX4",
    version: 4,
    channel: "sms",
    inbox: { id: IDS.inbox, name: "SMS da loja" },
    contact: { id: IDS.contact, name: "Maria", address: "tel:+5511900000001" },
    status: STATUS[event] ?? "open",
    waitingOn: event === "message.sent" ? "customer" : "agent",
    queue: { id: IDS.queue, name: "Atendimento" },
    assignee: UNOWNED.has(event) ? null : ANA,
    level: 1,
    priority: 0,
    tags: ["boleto"],
    subject: null,
    title: null,
    category: null,
    arrivedAt: iso(at - 60_000),
    snoozedUntil: event === "conversation.snoozed" ? iso(at + 3_600_000) : null,
    resolvedAt: STATUS[event] === "resolved" || STATUS[event] === "closed" ? iso(at) : null,
  };
}

const STATUS: Partial<Record<WebhookEvent, "snoozed" | "resolved" | "closed">> = {
  "conversation.snoozed": "snoozed",
  "conversation.resolved": "resolved",
  "conversation.closed": "closed",
  "conversation.confirmation_answered": "resolved",
  "survey.answered": "resolved",
};
const UNOWNED: ReadonlySet<WebhookEvent> = new Set([
  "message.received",
  "conversation.created",
  "conversation.released",
  "conversation.reopened",
]);

function partOf(event: WebhookEvent, at: number): Omit<Payload["data"], "conversation"> {
  if (event.startsWith("message.")) return { message: messageOf(event, at) };
  if (event.startsWith("promise.")) return { promise: promiseOf(event, at) };
  if (event === "survey.answered") {
    return { survey: { id: IDS.message, kind: "csat", score: 5, because: "scored" } };
  }
  return {
    change: {
      by: event === "conversation.resolved" ? ANA : null,
      because: REASONS[event] ?? null,
      fromQueueId: event === "conversation.queue_changed" ? IDS.formerQueue : null,
      toQueueId: event === "conversation.queue_changed" ? IDS.queue : null,
      agentId: event === "conversation.assigned" ? IDS.agent : null,
    },
  };
}

const REASONS: Partial<Record<WebhookEvent, string>> = {
  "conversation.created": "rule-matched",
  "conversation.assigned": "longest-idle",
  "conversation.released": "agent-offline",
  "conversation.resolved": "said-solved",
  "conversation.confirmation_answered": "said-solved-by-customer",
  "conversation.closed": "window-over",
};

function messageOf(event: WebhookEvent, at: number): NonNullable<Payload["data"]["message"]> {
  const isReceived = event === "message.received";
  return {
    id: IDS.message,
    seq: isReceived ? 1 : 2,
    direction: isReceived ? "inbound" : "outbound",
    author: isReceived
      ? { kind: "contact", id: IDS.contact, name: "Maria" }
      : { kind: "agent", ...ANA },
    text: isReceived ? "Oi, preciso da segunda via do boleto" : "Oi, Maria! Segue a segunda via.",
    isCut: false,
    files: [],
    delivery: isReceived
      ? null
      : { status: event === "message.status" ? "delivered" : "queued", error: null },
    createdAt: iso(at),
  };
}

function promiseOf(event: WebhookEvent, at: number): NonNullable<Payload["data"]["promise"]> {
  const within = 20 * 60_000;
  const spent = { "promise.at_risk": 0.75, "promise.broken": 1, "promise.overdue": 1.5 };
  const share = Object.entries(spent).find(([name]) => name === event)?.[1] ?? 1;
  const startedAt = at - share * within;
  return {
    measure: "first-response",
    startedAt: iso(startedAt),
    dueAt: iso(startedAt + within),
    policy: "Padrão",
  };
}

const iso = (at: number) => new Date(at).toISOString();

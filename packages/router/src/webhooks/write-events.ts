import {
  cutForWebhook,
  eventsOfLine,
  type WebhookChange,
  type WebhookConversation,
  type WebhookData,
  type WebhookEvent,
  type WebhookMessage,
  type WebhookPayload,
  type WebhookPromise,
} from "@circuito/domain";
import type { ConversationReading, MessageReading, ToldLine, ToldStep } from "@circuito/store";

/** Something that happened, as programs outside are told it. */
export interface WrittenEvent {
  readonly event: WebhookEvent;
  /** Names what happened: read twice, it is told once. */
  readonly key: string;
  /** When its notice was written, ms since epoch: whoever was not on by then is not told. */
  readonly noticedAt: number;
  readonly payload: WebhookPayload;
}

/** What the notices named, as it is now. */
export interface ToldFacts {
  readonly conversations: ReadonlyMap<string, ConversationReading>;
  readonly names: ReadonlyMap<string, string>;
}

/** A new message, as an event; a note is none. */
export function eventOfMessage(
  message: MessageReading,
  noticedAt: number,
  facts: ToldFacts,
): readonly WrittenEvent[] {
  if (message.direction === "note") return [];
  const event = message.direction === "inbound" ? "message.received" : "message.sent";
  const told = messageOf(message, message.delivery);
  if (!told) return [];
  return write(event, message.id, noticedAt, message.createdAt, message.conversationId, facts, {
    message: told,
  });
}

/** What receivers are told of a delivery; the steps on our own way to it they are not. */
const TOLD_STATUSES = new Set(["sent", "delivered", "read", "failed", "unknown"]);

/** The steps of a message that a notice tells of: those of its own transaction. */
export function eventsOfSteps(
  message: MessageReading,
  steps: readonly ToldStep[],
  noticedAt: number,
  facts: ToldFacts,
): readonly WrittenEvent[] {
  return steps
    .filter(({ status, at }) => at === noticedAt && TOLD_STATUSES.has(status))
    .flatMap((step) => {
      const told = messageOf(message, { status: step.status, error: step.words });
      if (!told) return [];
      const key = `${message.id} ${step.status} ${step.at}`;
      return write("message.status", key, noticedAt, step.at, message.conversationId, facts, {
        message: told,
      });
    });
}

/** A line of the story, as the events it is. */
export function eventsOfToldLine(
  line: ToldLine,
  noticedAt: number,
  facts: ToldFacts,
): readonly WrittenEvent[] {
  return eventsOfLine(line).flatMap((event) =>
    write(event, line.id, noticedAt, line.at, line.conversationId, facts, detailsOf(event, line)),
  );
}

function detailsOf(event: WebhookEvent, line: ToldLine): Omit<WebhookData, "conversation"> {
  const survey = event === "survey.answered" ? line.survey : null;
  if (survey) return { survey: { ...survey, because: line.because ?? null } };
  const promise = event.startsWith("promise.") ? promiseOf(line) : undefined;
  return promise ? { promise } : { change: changeOf(line) };
}

function write(
  event: WebhookEvent,
  key: string,
  noticedAt: number,
  happenedAt: number,
  conversationId: string,
  facts: ToldFacts,
  details: Omit<WebhookData, "conversation">,
): readonly WrittenEvent[] {
  const conversation = facts.conversations.get(conversationId);
  if (!conversation) return [];
  const data = { conversation: conversationOf(conversation, facts.names), ...details };
  const payload = { type: event, timestamp: iso(happenedAt), data };
  return [{ event, key: `${event} ${key}`, noticedAt, payload }];
}

function conversationOf(
  reading: ConversationReading,
  names: ReadonlyMap<string, string>,
): WebhookConversation {
  const { contact, queueId, assignee } = reading;
  const named = (id: string) => ({ id, name: names.get(id) ?? null });
  return {
    id: reading.id,
    protocol: reading.protocol,
    version: reading.version,
    channel: reading.channel,
    inbox: named(reading.inboxId),
    contact: { id: contact.id, name: contact.name, address: contact.address },
    status: reading.status,
    waitingOn: reading.waitingOn,
    queue: queueId === null ? null : named(queueId),
    assignee,
    level: reading.level,
    priority: reading.priority,
    tags: reading.tags,
    subject: reading.subject,
    title: reading.title,
    category: reading.category,
    arrivedAt: iso(reading.arrivedAt),
    snoozedUntil: isoOrNull(reading.snoozedUntil),
    resolvedAt: isoOrNull(reading.resolvedAt),
  };
}

function messageOf(
  reading: MessageReading,
  delivery: WebhookMessage["delivery"],
): WebhookMessage | undefined {
  const { id, seq, direction, author, media, createdAt } = reading;
  if (direction === "note") return undefined;
  return {
    id,
    seq,
    direction,
    author: { kind: author.kind, id: author.id, name: author.name },
    ...cutForWebhook(reading.text),
    files: media.map(({ fileName, mimeType, sizeBytes }) => ({ fileName, mimeType, sizeBytes })),
    delivery: delivery && { status: delivery.status, error: delivery.error },
    createdAt: iso(createdAt),
  };
}

function changeOf(line: ToldLine): WebhookChange {
  const { actorId, actorName, because, fromQueueId, toQueueId, queueId, toAgentId, agentId } = line;
  return {
    by: actorId === undefined ? null : { id: actorId, name: actorName },
    because: because ?? null,
    fromQueueId: fromQueueId ?? null,
    toQueueId: toQueueId ?? queueId ?? null,
    agentId: toAgentId ?? agentId ?? null,
  };
}

function promiseOf({ measure, startedAt, dueAt, policy }: ToldLine): WebhookPromise | undefined {
  if (measure === undefined || startedAt === undefined) return undefined;
  return { measure, startedAt: iso(startedAt), dueAt, policy };
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

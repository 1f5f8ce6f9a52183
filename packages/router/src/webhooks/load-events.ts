import type { WebhookEvent } from "@circuito/domain";
import {
  loadConversationViews,
  loadMessageViews,
  loadToldLines,
  loadToldNames,
  loadToldSteps,
  type MessageReading,
  type NoticeRow,
  type Queryable,
  type ToldLine,
  type ToldStep,
} from "@circuito/store";
import {
  eventOfMessage,
  eventsOfSteps,
  eventsOfToldLine,
  type ToldFacts,
  type WrittenEvent,
} from "./write-events.ts";

/**
 * What notices tell of, in their order: loaded once for all of them, in a handful of statements, and
 * nothing that nobody wants.
 */
export async function loadEvents(
  q: Queryable,
  notices: readonly NoticeRow[],
  wanted: ReadonlySet<WebhookEvent>,
): Promise<readonly WrittenEvent[]> {
  const named = (type: NoticeRow["type"], isWanted: boolean) =>
    isWanted ? notices.filter((notice) => notice.type === type) : [];
  const wantsMessages = wanted.has("message.received") || wanted.has("message.sent");
  const wantsLines = [...wanted].some((event) => !event.startsWith("message."));

  const changed = named("message.changed", wanted.has("message.status"));
  const steps = grouped(await loadToldSteps(q, subjectsOf(changed)));
  const stepped = changed.filter(({ subjectId }) => steps.has(subjectId));
  const spoken = [...named("message.created", wantsMessages), ...stepped];
  const messages = byId(await loadMessageViews(q, subjectsOf(spoken)));
  const lined = named("activity.created", wantsLines);
  const lines = byId(await loadToldLines(q, subjectsOf(lined)));
  const facts = await loadFacts(q, [...messages.values(), ...lines.values()]);

  const told = new Set([...spoken, ...lined]);
  return notices
    .filter((notice) => told.has(notice))
    .flatMap((notice) => eventsOf(notice, { lines, messages, steps, facts }))
    .filter(({ event }) => wanted.has(event));
}

interface Loaded {
  readonly lines: ReadonlyMap<string, ToldLine>;
  readonly messages: ReadonlyMap<string, MessageReading>;
  readonly steps: ReadonlyMap<string, readonly ToldStep[]>;
  readonly facts: ToldFacts;
}

function eventsOf(
  { type, subjectId, at }: NoticeRow,
  { lines, messages, steps, facts }: Loaded,
): readonly WrittenEvent[] {
  const line = type === "activity.created" ? lines.get(subjectId) : undefined;
  if (line) return eventsOfToldLine(line, at, facts);
  const message = messages.get(subjectId);
  if (!message) return [];
  return type === "message.created"
    ? eventOfMessage(message, at, facts)
    : eventsOfSteps(message, steps.get(subjectId) ?? [], at, facts);
}

async function loadFacts(
  q: Queryable,
  about: readonly { readonly conversationId: string }[],
): Promise<ToldFacts> {
  const ids = [...new Set(about.map(({ conversationId }) => conversationId))];
  const conversations = await loadConversationViews(q, ids);
  const places = conversations.flatMap(({ inboxId, queueId }) => [
    inboxId,
    ...(queueId ? [queueId] : []),
  ]);
  const names = await loadToldNames(q, [...new Set<string>(places)]);
  return { conversations: byId(conversations), names };
}

function subjectsOf(notices: readonly NoticeRow[]): readonly string[] {
  return [...new Set(notices.map(({ subjectId }) => subjectId))];
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function grouped(steps: readonly ToldStep[]): ReadonlyMap<string, readonly ToldStep[]> {
  const groups = new Map<string, ToldStep[]>();
  for (const step of steps) {
    groups.set(step.messageId, [...(groups.get(step.messageId) ?? []), step]);
  }
  return groups;
}

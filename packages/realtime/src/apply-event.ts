import type {
  ActivityView,
  AgentEvent,
  AgentView,
  ConversationView,
  DraftWriters,
  HeldReplyView,
  MessageView,
  OfferView,
} from "@circuito/protocol";
import { type AgentCache, EMPTY_THREAD, type Thread } from "./cache.ts";
import { laterOf, newerActivity, newerConversation, newerMessage } from "./newer.ts";

/**
 * The one place where what the server tells becomes what the screen shows. Pure; duplicates, late
 * and reordered events change nothing (design, invariant 12; a property test permutes them).
 */
export function applyEvent(cache: AgentCache, event: AgentEvent): AgentCache {
  switch (event.type) {
    case "conversation.changed":
      return putConversations(cache, [event.conversation]);
    case "message.created":
    case "message.changed":
      return tellMessage(cache, event.message);
    case "activity.created":
      return putActivities(cache, event.activity.conversationId, [event.activity]);
    case "agent.changed":
      return putAgent(cache, event.agent, event.at);
    case "offer.changed":
      return putOffers(cache, [event.offer]);
    case "draft.changed":
      return putDrafting(cache, [event.drafts], event.at);
    case "held-reply.changed":
      return putHeld(cache, [event.held]);
    case "mention.changed":
      return putMentions(cache, event.agentId, event.unread, event.at);
    case "queue.changed":
      return event.at > cache.queuesChangedAt ? { ...cache, queuesChangedAt: event.at } : cache;
    case "inbox.changed":
      return event.at > cache.inboxesChangedAt ? { ...cache, inboxesChangedAt: event.at } : cache;
    case "announcement.created":
      // Whoever keeps them asks for what is unread.
      return cache;
    case "configuration.changed":
      return event.at > cache.configurationChangedAt
        ? { ...cache, configurationChangedAt: event.at }
        : cache;
    case "views.changed":
      return event.at > cache.viewsChangedAt ? { ...cache, viewsChangedAt: event.at } : cache;
    // What one agent's devices tell each other is no view of anything: see the console's `seen`.
    case "read.changed":
      return cache;
  }
}

export function applyEvents(cache: AgentCache, events: readonly AgentEvent[]): AgentCache {
  return events.reduce(applyEvent, cache);
}

/** Merges fetched conversations; an older version than the one held is dropped. */
export function putConversations(
  cache: AgentCache,
  views: readonly ConversationView[],
): AgentCache {
  let conversations: Map<string, ConversationView> | undefined;
  for (const view of views) {
    const held = cache.conversations.get(view.id);
    const kept = held === undefined ? view : newerConversation(held, view);
    if (kept === held) continue;
    conversations ??= new Map(cache.conversations);
    conversations.set(view.id, kept);
  }
  return conversations === undefined ? cache : { ...cache, conversations };
}

/** Begins to keep a conversation's messages; until then events about them are dropped. */
export function openThread(cache: AgentCache, conversationId: string): AgentCache {
  if (cache.threads.has(conversationId)) return cache;
  return withThread(cache, conversationId, EMPTY_THREAD);
}

export function closeThread(cache: AgentCache, conversationId: string): AgentCache {
  if (!cache.threads.has(conversationId)) return cache;
  const threads = new Map(cache.threads);
  threads.delete(conversationId);
  return { ...cache, threads };
}

/** Merges a fetched page: without holes, and next to what is there. */
export function putMessages(
  cache: AgentCache,
  conversationId: string,
  views: readonly MessageView[],
): AgentCache {
  const thread = cache.threads.get(conversationId);
  const first = views[0]?.seq;
  if (thread === undefined || first === undefined) return cache;
  const from = Math.min(thread.from ?? first, first);
  const held = thread.from === null ? beginAt(thread.messages, from) : thread.messages;
  const messages = mergeSorted(held, views, bySeq, newerMessage);
  if (messages === thread.messages && from === thread.from) return cache;
  return withThread(cache, conversationId, { ...thread, from, messages });
}

/** What was told before anything was fetched may be of long ago. */
function beginAt(messages: readonly MessageView[], from: number): readonly MessageView[] {
  const before = messages.findIndex(({ seq }) => seq >= from);
  return before === 0 ? messages : before === -1 ? [] : messages.slice(before);
}

/**
 * What is told of a message that nobody scrolled to is not kept: a receipt for one far before the end
 * would be a gap behind it, and the whole conversation would be fetched to close it.
 */
function tellMessage(cache: AgentCache, message: MessageView): AgentCache {
  const thread = cache.threads.get(message.conversationId);
  if (thread === undefined) return cache;
  const { earlier, from } = thread;
  if (from === null || message.seq >= from) {
    const messages = mergeSorted(thread.messages, [message], bySeq, newerMessage);
    if (messages === thread.messages) return cache;
    return withThread(cache, message.conversationId, { ...thread, messages });
  }
  if (!earlier.some(({ seq }) => seq === message.seq)) return cache;
  return putEarlier(cache, message.conversationId, [message]);
}

/**
 * Merges messages around a place that was jumped to. Once nothing is missing between them and the end,
 * all is one stretch again.
 */
export function putEarlier(
  cache: AgentCache,
  conversationId: string,
  views: readonly MessageView[],
): AgentCache {
  const thread = cache.threads.get(conversationId);
  if (thread === undefined) return cache;
  const earlier = mergeSorted(thread.earlier, views, bySeq, newerMessage);
  const last = earlier.at(-1)?.seq ?? 0;
  const first = thread.messages[0]?.seq;
  if (first === undefined || last + 1 < first) {
    if (earlier === thread.earlier) return cache;
    return withThread(cache, conversationId, { ...thread, earlier });
  }
  const messages = mergeSorted(thread.messages, earlier, bySeq, newerMessage);
  const from = Math.min(thread.from ?? first, earlier[0]?.seq ?? first);
  return withThread(cache, conversationId, { ...thread, from, messages, earlier: [] });
}

/** Back to the end: what was read far before it is fetched again when somebody goes there. */
export function leaveEarlier(cache: AgentCache, conversationId: string): AgentCache {
  const thread = cache.threads.get(conversationId);
  if (thread === undefined || thread.earlier.length === 0) return cache;
  return withThread(cache, conversationId, { ...thread, earlier: [] });
}

export function putActivities(
  cache: AgentCache,
  conversationId: string,
  views: readonly ActivityView[],
): AgentCache {
  const thread = cache.threads.get(conversationId);
  if (thread === undefined) return cache;
  const activities = mergeSorted(thread.activities, views, byInstant, newerActivity);
  if (activities === thread.activities) return cache;
  return withThread(cache, conversationId, { ...thread, activities });
}

/** Agents have no version: the instant of the notice stands in for one. */
export function putAgent(cache: AgentCache, agent: AgentView, at: string): AgentCache {
  const held = cache.agents.get(agent.id);
  const told = { agent, at };
  const kept = held === undefined ? told : laterOf(held, told);
  if (kept === held) return cache;
  return { ...cache, agents: new Map(cache.agents).set(agent.id, kept) };
}

/** What has ended stays so, whatever comes later. */
export function putOffers(cache: AgentCache, offers: readonly OfferView[]): AgentCache {
  const news = offers.filter(({ id, state }) => {
    const held = cache.offers.get(id);
    return held === undefined || (held.state === "pending" && state !== "pending");
  });
  if (news.length === 0) return cache;
  return { ...cache, offers: new Map([...cache.offers, ...news.map((o) => [o.id, o] as const)]) };
}

/** Who writes has no version: the instant of the notice stands in for one. */
export function putDrafting(
  cache: AgentCache,
  told: readonly DraftWriters[],
  at: string,
): AgentCache {
  const news = told.filter(({ conversationId }) => {
    const held = cache.drafting.get(conversationId);
    return held === undefined || held.at <= at;
  });
  if (news.length === 0) return cache;
  const entries = news.map((drafts) => [drafts.conversationId, { drafts, at }] as const);
  return { ...cache, drafting: new Map([...cache.drafting, ...entries]) };
}

const HELD_STATES = ["held", "refused", "undone", "sent"] as const;

/** Its state never goes back: the word that comes late is the older one. */
export function putHeld(cache: AgentCache, told: readonly HeldReplyView[]): AgentCache {
  const news = told.filter(({ id, state }) => {
    const held = cache.held.get(id);
    return held === undefined || HELD_STATES.indexOf(held.state) < HELD_STATES.indexOf(state);
  });
  if (news.length === 0) return cache;
  return { ...cache, held: new Map([...cache.held, ...news.map((one) => [one.id, one] as const)]) };
}

export function putMentions(
  cache: AgentCache,
  agentId: string,
  unread: number,
  at: string,
): AgentCache {
  const held = cache.mentions.get(agentId);
  if (held !== undefined && held.at > at) return cache;
  return { ...cache, mentions: new Map(cache.mentions).set(agentId, { unread, at }) };
}

function withThread(cache: AgentCache, conversationId: string, thread: Thread): AgentCache {
  return { ...cache, threads: new Map(cache.threads).set(conversationId, thread) };
}

const bySeq = (a: MessageView, b: MessageView) => a.seq - b.seq;
const byInstant = (a: ActivityView, b: ActivityView) => compare(a.at, b.at) || compare(a.id, b.id);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Inserts each addition at its place, once; the list itself comes back if nothing changed. */
function mergeSorted<T>(
  list: readonly T[],
  additions: readonly T[],
  order: (a: T, b: T) => number,
  newer: (held: T, other: T) => T,
): readonly T[] {
  let merged: T[] | undefined;
  for (const addition of additions) {
    const current = merged ?? list;
    const place = placeOf(current, addition, order);
    const held = current[place];
    if (held !== undefined && order(held, addition) === 0) {
      const kept = newer(held, addition);
      if (kept === held) continue;
      merged ??= [...list];
      merged[place] = kept;
    } else {
      merged ??= [...list];
      merged.splice(place, 0, addition);
    }
  }
  return merged ?? list;
}

/** Binary search: index of the first item that is not before `wanted`. */
function placeOf<T>(list: readonly T[], wanted: T, order: (a: T, b: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    if (item !== undefined && order(item, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

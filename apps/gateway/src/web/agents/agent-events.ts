import type { Offer } from "@circuito/domain";
import type { AgentEvent } from "@circuito/protocol";
import {
  type ConversationReading,
  countUnreadMentions,
  type DraftWriters,
  type HeldReply,
  loadActivityViews,
  loadAgentViews,
  loadConversationViews,
  loadDraftWriters,
  loadHeldReplies,
  loadMentioned,
  loadMessageViews,
  loadOffers,
  loadReadCursors,
  type NoticeRow,
  type Queryable,
  type ReadCursor,
  together,
} from "@circuito/store";
import { offerViewOf } from "../offer-view.ts";
import {
  activityViewOf,
  agentViewOf,
  conversationViewOf,
  messageViewOf,
  withoutContent,
} from "../views.ts";
import { heldReplyViewOf } from "../writing-views.ts";

/** What an event is, and who may have it as things are now. */
export interface AddressedEvent {
  readonly event: AgentEvent;
  /**
   * Queues and agents, and whoever sees everything; `everybody` for what concerns every console; `alone`
   * for what is an agent's own.
   */
  readonly to: readonly string[] | "everybody" | { readonly alone: string };
  /** Who had it and has it no more: they learn where it went, and nothing else of it. */
  readonly departed?: { readonly event: AgentEvent; readonly to: readonly string[] };
}

/**
 * Makes events of notices, with the views of now, in a query per kind. Who may have an event is
 * decided by where its conversation is now, and not by where it was when the notice was written
 * (rules §12: audience is checked again when it is sent).
 */
export async function loadAgentEvents(
  q: Queryable,
  notices: readonly NoticeRow[],
): Promise<readonly AddressedEvent[]> {
  const kept = withoutRepeats(notices);
  const idsOf = (...types: NoticeRow["type"][]) => [
    ...new Set(kept.filter((n) => types.includes(n.type)).map((n) => n.subjectId)),
  ];
  const conversationIds = new Set(kept.flatMap((n) => n.conversationId ?? []));
  const [
    conversations,
    messages,
    activities,
    agents,
    offers,
    mentioned,
    drafts,
    held,
    unread,
    reads,
  ] = await together(q, () => [
    loadConversationViews(q, [...conversationIds]),
    loadMessageViews(q, idsOf("message.created", "message.changed")),
    loadActivityViews(q, idsOf("activity.created")),
    loadAgentViews(q, idsOf("agent.changed")),
    loadOffers(q, idsOf("offer.changed")),
    loadMentioned(q, [...conversationIds]),
    loadDraftWriters(q, idsOf("draft.changed")),
    loadHeldReplies(q, idsOf("held-reply.changed")),
    countUnreadMentions(q, idsOf("mention.changed")),
    loadReadCursors(q, idsOf("read.changed")),
  ]);
  const views: Views = {
    conversations: byId(conversations),
    messages: byId(messages),
    activities: byId(activities),
    agents: byId(agents),
    offers: byId(offers),
    mentioned,
    drafts: new Map(drafts.map((told) => [told.conversationId, told])),
    held: byId(held),
    unread,
    reads: new Map(reads.map((read) => [`${read.agentId} ${read.conversationId}`, read])),
  };
  return kept.flatMap((notice) => addressed(notice, views) ?? []);
}

interface Views {
  readonly conversations: ReadonlyMap<string, ConversationReading>;
  readonly messages: ReadonlyMap<string, Awaited<ReturnType<typeof loadMessageViews>>[number]>;
  readonly activities: ReadonlyMap<string, Awaited<ReturnType<typeof loadActivityViews>>[number]>;
  readonly agents: ReadonlyMap<string, Awaited<ReturnType<typeof loadAgentViews>>[number]>;
  readonly offers: ReadonlyMap<string, Offer>;
  /** Who was named in a conversation, by its id. */
  readonly mentioned: ReadonlyMap<string, readonly string[]>;
  readonly drafts: ReadonlyMap<string, DraftWriters>;
  readonly held: ReadonlyMap<string, HeldReply>;
  /** New mentions, by agent. */
  readonly unread: ReadonlyMap<string, number>;
  readonly reads: ReadonlyMap<string, ReadCursor>;
}

/** Views are those of now, so that of several changes of one thing the last notice says it all. */
function withoutRepeats(notices: readonly NoticeRow[]): readonly NoticeRow[] {
  const last = new Map<string, NoticeRow>();
  for (const notice of notices) {
    const name = `${notice.type} ${notice.subjectId}`;
    const before = last.get(name);
    last.delete(name);
    const audience = before ? [...new Set([...before.audience, ...notice.audience])] : undefined;
    last.set(name, audience ? { ...notice, audience } : notice);
  }
  return [...last.values()];
}

function addressed(notice: NoticeRow, views: Views): AddressedEvent | undefined {
  const { position, conversationId } = notice;
  const base = { position, conversationId, at: new Date(notice.at).toISOString() };
  const conversation = views.conversations.get(conversationId ?? "");
  const here = conversation ? placesOf(conversation, views) : [];
  switch (notice.type) {
    case "message.created":
    case "message.changed": {
      const message = views.messages.get(notice.subjectId);
      if (!message || !conversation) return undefined;
      return { event: { ...base, type: notice.type, message: messageViewOf(message) }, to: here };
    }
    case "activity.created": {
      const activity = views.activities.get(notice.subjectId);
      if (!activity || !conversation) return undefined;
      return {
        event: { ...base, type: notice.type, activity: activityViewOf(activity) },
        to: here,
      };
    }
    case "conversation.changed": {
      if (!conversation) return undefined;
      const view = conversationViewOf(conversation);
      const gone = notice.audience.filter((id) => !here.includes(id));
      return {
        event: { ...base, type: notice.type, conversation: view },
        to: here,
        ...(gone.length > 0 && {
          departed: {
            event: { ...base, type: notice.type, conversation: withoutContent(view) },
            to: gone,
          },
        }),
      };
    }
    case "agent.changed": {
      const agent = views.agents.get(notice.subjectId);
      if (!agent) return undefined;
      return {
        event: { ...base, type: notice.type, agent: agentViewOf(agent) },
        to: [...new Set([agent.id, ...agent.queueIds, ...notice.audience])],
      };
    }
    case "offer.changed": {
      const offer = views.offers.get(notice.subjectId);
      if (!offer || !conversation) return undefined;
      const view = offerViewOf(offer, conversationViewOf(conversation));
      return { event: { ...base, type: notice.type, offer: view }, to: [offer.agentId] };
    }
    case "draft.changed": {
      if (!conversation) return undefined;
      const writers = views.drafts.get(conversation.id)?.writers ?? [];
      const drafts = { conversationId: conversation.id, writers: [...writers] };
      return { event: { ...base, type: notice.type, drafts }, to: here };
    }
    case "held-reply.changed": {
      const held = views.held.get(notice.subjectId);
      if (!held || !conversation) return undefined;
      // Its writer has the words back, wherever the conversation went meanwhile.
      const to = [...new Set([...here, held.author.id])];
      return { event: { ...base, type: notice.type, held: heldReplyViewOf(held) }, to };
    }
    case "mention.changed": {
      const agentId = notice.subjectId;
      const unread = views.unread.get(agentId) ?? 0;
      return { event: { ...base, type: notice.type, agentId, unread }, to: [agentId] };
    }
    case "queue.changed":
      return {
        event: { ...base, type: notice.type, queueId: notice.subjectId },
        to: notice.audience,
      };
    case "inbox.changed":
      return { event: { ...base, type: notice.type, inboxId: notice.subjectId }, to: "everybody" };
    case "announcement.created":
      return {
        event: { ...base, type: notice.type, announcementId: notice.subjectId },
        to: notice.audience,
      };
    case "read.changed": {
      const found = views.reads.get(notice.subjectId);
      if (!found) return undefined;
      const { agentId, conversationId, seq } = found;
      return {
        event: { ...base, type: notice.type, read: { conversationId, seq } },
        to: { alone: agentId },
      };
    }
    case "views.changed": {
      const [ownerId] = notice.audience;
      return {
        event: { ...base, type: notice.type },
        to: ownerId === undefined ? "everybody" : { alone: ownerId },
      };
    }
    case "configuration.changed":
      return { event: { ...base, type: notice.type }, to: "everybody" };
  }
}

/** Who may see a conversation besides supervisors: its queue, its owner, whoever was named in it. */
function placesOf(
  { id, queueId, assignee }: ConversationReading,
  { mentioned }: Views,
): readonly string[] {
  const places = [queueId, assignee?.id, ...(mentioned.get(id) ?? [])];
  return [...new Set(places.filter((place) => place !== null && place !== undefined))];
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

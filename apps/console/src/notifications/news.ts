import type { AgentEvent, AgentView } from "@circuito/protocol";
import type { AgentCache } from "@circuito/realtime";
import { NEWS_KINDS, type NewsKind } from "./notification-choices.ts";

/** Something that somebody may want to be told of. */
export interface News {
  readonly kind: NewsKind;
  /** Where it leads; null for mentions, which have a place of their own. */
  readonly conversationId: string | null;
}

interface Surroundings {
  readonly me: Pick<AgentView, "id" | "role" | "queueIds">;
  /** The cache before the events: what it held already is not news. */
  readonly before: AgentCache;
  readonly after: AgentCache;
  /** What is in front of the person's eyes needs no telling. */
  readonly seenId: string | null;
}

/** What is news to this person in these events, one line a conversation, the most personal kind of it. */
export function newsIn(events: readonly AgentEvent[], around: Surroundings): readonly News[] {
  const found = new Map<string, News>();
  for (const event of events) {
    const news = newsOf(event, around);
    if (news === undefined) continue;
    if (news.conversationId !== null && news.conversationId === around.seenId) continue;
    const key = news.conversationId ?? "";
    const known = found.get(key);
    if (known === undefined || rank(news) < rank(known)) found.set(key, news);
  }
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}

const rank = ({ kind }: News) => NEWS_KINDS.indexOf(kind);

function newsOf(event: AgentEvent, { me, before, after }: Surroundings): News | undefined {
  switch (event.type) {
    case "conversation.changed": {
      const { id, assignee, queueId, status } = event.conversation;
      const known = before.conversations.get(id);
      if (assignee?.id === me.id) {
        return known?.assignee?.id === me.id ? undefined : { kind: "assigned", conversationId: id };
      }
      const isNewHere = known === undefined || known.queueId !== queueId;
      const waits = assignee === null && status === "open" && queueId !== null;
      return waits && isNewHere && me.queueIds.includes(queueId)
        ? { kind: "queue", conversationId: id }
        : undefined;
    }
    case "message.created": {
      const { conversationId, direction, seq } = event.message;
      const held = after.conversations.get(conversationId);
      const thread = before.threads.get(conversationId)?.messages ?? [];
      if (direction !== "inbound" || held?.assignee?.id !== me.id) return undefined;
      return thread.some((message) => message.seq === seq)
        ? undefined
        : { kind: "message", conversationId };
    }
    case "activity.created": {
      const { kind, conversationId, data } = event.activity;
      if (!kind.startsWith("promise-")) return undefined;
      const did = Array.isArray(data.did) ? data.did : [];
      const isMine = after.conversations.get(conversationId)?.assignee?.id === me.id;
      const isTold =
        (did.includes("notify-agent") && isMine) ||
        (did.includes("notify-supervisors") && me.role !== "agent");
      return isTold ? { kind: "sla", conversationId } : undefined;
    }
    case "mention.changed": {
      const known = before.mentions.get(me.id)?.unread ?? 0;
      return event.agentId === me.id && event.unread > known
        ? { kind: "mention", conversationId: null }
        : undefined;
    }
    default:
      return undefined;
  }
}

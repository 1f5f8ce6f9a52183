import {
  categorize,
  type Done,
  follow,
  label,
  peek,
  prioritize,
  type Refusal,
  rename,
  takeBack,
  takeNext,
} from "@circuito/desk";
import type { Principal } from "@circuito/domain";
import { findReadCursors, saveReadCursors } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { refusedVerb, verbAnswer } from "../verb-answer.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Mark =
  | "label"
  | "prioritize"
  | "categorize"
  | "rename"
  | "follow"
  | "getRead"
  | "markRead"
  | "peek"
  | "takeBack"
  | "takeNext";

/** What is written on a conversation, what it is to whoever looks at it, and the next one. */
export function markHandlers(parts: WebParts): Pick<Handlers, Mark> {
  const { desk, database } = parts;
  const shown = (result: Done | Refusal, who: Principal, id: string) =>
    verbAnswer(parts, result, who, id);

  return {
    label: async ({ who, params: { id }, body }) =>
      shown(await label(desk, who, { conversationId: id, ...body }), who, id),
    prioritize: async ({ who, params: { id }, body }) =>
      shown(await prioritize(desk, who, { conversationId: id, ...body }), who, id),
    categorize: async ({ who, params: { id }, body }) =>
      shown(await categorize(desk, who, { conversationId: id, ...body }), who, id),
    rename: async ({ who, params: { id }, body }) =>
      shown(await rename(desk, who, { conversationId: id, ...body }), who, id),
    follow: async ({ who, params: { id }, body }) =>
      shown(await follow(desk, who, { conversationId: id, ...body }), who, id),
    takeBack: async ({ who, params: { id }, body }) =>
      shown(await takeBack(desk, who, { conversationId: id, ...body }), who, id),

    async getRead({ who, params: { id } }) {
      await visibleConversation(parts, who, id);
      const [read] = await findReadCursors(database.pool, who.id, [id]);
      return { seq: read?.seq ?? 0 };
    },

    // A program reads nothing.
    async markRead({ who, params: { id }, body }) {
      const { lastSeq } = await visibleConversation(parts, who, id);
      if (who.kind !== "agent") return {};
      const cursor = { conversationId: id, seq: Math.min(body.seq, lastSeq) };
      await database.transaction(({ client }) =>
        saveReadCursors(client, who.id, [cursor], !body.unread),
      );
      desk.wake.publish("outbox");
      return {};
    },

    async peek({ who, params: { id } }) {
      const peeked = await peek(desk, who, { conversationId: id });
      if (peeked.kind === "refused") throw refusedVerb(parts, peeked, who, id);
      return { isNew: peeked.isNew };
    },

    async takeNext({ who, body }) {
      const taken = await takeNext(desk, who, body);
      if (taken.kind === "nothing") return { conversation: null, because: taken.because };
      const conversation = await shown(taken, who, body.queueId ?? "take-next");
      return { conversation, because: null };
    },
  };
}

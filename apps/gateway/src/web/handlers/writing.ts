import { cleanText } from "@circuito/connector";
import { holdReply, keepDraft, takeBackReply } from "@circuito/desk";
import type { Principal } from "@circuito/domain";
import {
  countUnreadMentions,
  findOwnSignature,
  listDrafts,
  listDraftWriters,
  listHeldReplies,
  listMentions,
  loadDraftWriters,
  loadHeldReplies,
  readMentions,
  saveOwnSignature,
  writeNotices,
} from "@circuito/store";
import { askedChat } from "../asked-chat.ts";
import type { Handlers } from "../handler.ts";
import { cursorOf } from "../page-cursor.ts";
import { HttpProblem } from "../problem.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import { draftViewOf, draftWritersOf, heldReplyViewOf, mentionViewOf } from "../writing-views.ts";

type Verb =
  | "listDrafts"
  | "saveDraft"
  | "holdReply"
  | "listHeldReplies"
  | "takeBackReply"
  | "getSignature"
  | "setSignature"
  | "listMentions"
  | "readMentions";

/** What people are writing: drafts, replies that leave later, and who was named. */
export function writingHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk } = parts;
  const { pool } = database;

  return {
    async listDrafts({ who, query: { conversationId } }) {
      if (who.kind !== "agent") return { items: [], writers: [] };
      const drafts = await listDrafts(pool, who.id, conversationId);
      if (conversationId !== undefined) await visibleConversation(parts, who, conversationId);
      const writers =
        conversationId === undefined
          ? await listDraftWriters(pool, who)
          : await loadDraftWriters(pool, [conversationId]);
      return { items: drafts.map(draftViewOf), writers: writers.map(draftWritersOf) };
    },

    async saveDraft({ who, params, body }) {
      // Whom it does not exist for learns nothing else of it, person or program.
      if (who.kind !== "agent") await visibleConversation(parts, who, params.id);
      const input = { conversationId: params.id, room: params.room, ...body };
      const kept = await keepDraft(desk, person(who), input);
      if (kept.kind === "refused") throw problemOfRefusal(kept);
      if (kept.kind === "done") return { version: kept.version, elsewhere: null };
      return { version: kept.draft.version, elsewhere: draftViewOf(kept.draft) };
    },

    async getSignature({ who }) {
      return { text: await findOwnSignature(pool, person(who).id) };
    },

    async setSignature({ who, body }) {
      await saveOwnSignature(pool, person(who).id, cleanText(body.text));
      return { text: await findOwnSignature(pool, person(who).id) };
    },

    async holdReply({ who, params, body }) {
      await visibleConversation(parts, who, params.id);
      const { chat, sendAt, text, ...rest } = body;
      const held = await holdReply(desk, person(who), {
        ...rest,
        conversationId: params.id,
        text: cleanText(text ?? ""),
        ...(sendAt !== undefined && { sendAt: Date.parse(sendAt) }),
        ...(chat && { chat: await askedChat(parts, who, params.id, chat) }),
      });
      if (held.kind === "refused") throw problemOfRefusal(held);
      const [view] = await loadHeldReplies(pool, [held.heldId]);
      if (!view) throw new Error(`read held reply ${held.heldId} after it was written`);
      return heldReplyViewOf(view);
    },

    async listHeldReplies({ who, params }) {
      await visibleConversation(parts, who, params.id);
      const items = (await listHeldReplies(pool, params.id)).map(heldReplyViewOf);
      return { items, nextCursor: null };
    },

    async takeBackReply({ who, params }) {
      const taken = await takeBackReply(desk, person(who), params.id);
      if (taken.kind === "refused") throw problemOfRefusal(taken);
      return heldReplyViewOf(taken.held);
    },

    async listMentions({ who, query }) {
      if (who.kind !== "agent") return { items: [], nextCursor: null, unread: 0 };
      const from = cursorOf("uuid", query.cursor);
      const page = await listMentions(pool, who.id, from, query.limit);
      const unread = (await countUnreadMentions(pool, [who.id])).get(who.id) ?? 0;
      return { items: page.items.map(mentionViewOf), nextCursor: page.nextCursor, unread };
    },

    async readMentions({ who, body: { conversationId } }) {
      const { id } = person(who);
      const unread = await database.transaction(async ({ client }) => {
        if (await readMentions(client, id, conversationId, desk.now())) {
          const notice = { type: "mention.changed", subjectId: id, audience: [id] } as const;
          await writeNotices(client, [notice]);
        }
        return (await countUnreadMentions(client, [id])).get(id) ?? 0;
      });
      desk.wake.publish("outbox");
      return { unread };
    },
  };
}

type Person = Extract<Principal, { kind: "agent" }>;

/** A program has no screen to think again at, and is never named. */
function person(who: Principal): Person {
  if (who.kind === "agent") return who;
  throw new HttpProblem("forbidden", "only for people who log in", {
    details: { because: "not-an-agent" },
  });
}

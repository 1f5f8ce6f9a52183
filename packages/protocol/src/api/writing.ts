import { z } from "zod";
import {
  createQuickReplyBody,
  draftRoom,
  draftSaved,
  draftView,
  draftWriters,
  keepDraftBody,
  mentionView,
  quickReplyView,
  signatureBody,
  updateQuickReplyBody,
} from "../writing.ts";
import { type ApiRoute, byId, id, list, nothing, page } from "./route.ts";

/** What is being written, and what helps to write. */
export const WRITING_ROUTES = {
  listDrafts: {
    method: "GET",
    path: "/drafts",
    summary: "The caller's drafts, and where colleagues have begun to write",
    role: "agent",
    query: z.strictObject({ conversationId: id.optional() }),
    response: z.object({ items: z.array(draftView), writers: z.array(draftWriters) }),
  },
  saveDraft: {
    method: "PUT",
    path: "/conversations/:id/drafts/:room",
    summary: "Keep what the caller is writing; what another device wrote since is not overwritten",
    role: "agent",
    params: byId.extend({ room: draftRoom }),
    body: keepDraftBody,
    response: draftSaved,
  },
  listQuickReplies: {
    method: "GET",
    path: "/quick-replies",
    summary: "Quick replies the caller may use: everybody's, of their queues, their own",
    role: "agent",
    response: z.object({
      items: z.array(quickReplyView),
      /** What `{{empresa}}` becomes; null until an admin says. */
      company: z.string().nullable(),
    }),
  },
  createQuickReply: {
    method: "POST",
    path: "/quick-replies",
    summary: "Add a quick reply: one's own, or as a supervisor a queue's or everybody's",
    role: "agent",
    status: 201,
    body: createQuickReplyBody,
    response: quickReplyView,
  },
  updateQuickReply: {
    method: "PUT",
    path: "/quick-replies/:id",
    summary: "Change a quick reply under the version that was seen",
    role: "agent",
    params: byId,
    body: updateQuickReplyBody,
    response: quickReplyView,
  },
  deleteQuickReply: {
    method: "DELETE",
    path: "/quick-replies/:id",
    summary: "Remove a quick reply; one that is gone already is no error",
    role: "agent",
    params: byId,
    response: nothing,
  },
  getSignature: {
    method: "GET",
    path: "/session/signature",
    summary: "What the caller wrote to stand below their mails; the queue's own lines follow it",
    role: "agent",
    response: signatureBody,
  },
  setSignature: {
    method: "PUT",
    path: "/session/signature",
    summary: "Set what stands below the caller's mails; empty: nothing of their own",
    role: "agent",
    body: signatureBody,
    response: signatureBody,
  },
  listMentions: {
    method: "GET",
    path: "/mentions",
    summary: "Notes that name the caller, newest first",
    role: "agent",
    query: z.strictObject(page),
    response: list(mentionView).extend({ unread: z.int() }),
  },
  readMentions: {
    method: "POST",
    path: "/mentions/read",
    summary: "The caller has seen them: those of a conversation, or all",
    role: "agent",
    body: z.strictObject({ conversationId: id.optional() }),
    response: z.object({ unread: z.int() }),
  },
} as const satisfies Record<string, ApiRoute>;

import { z } from "zod";
import { instant } from "../instant.ts";
import {
  activityView,
  conversationView,
  elsewhereView,
  hopsView,
  hopToMindView,
  listQuery,
  messageView,
} from "../views.ts";
import { type ApiRoute, byId, conversationAction, id, page } from "./route.ts";

/** Messages of a conversation are counted in 32 bits. */
const SEQ_MAX = 2 ** 31 - 1;

/** Conversations as they are, and what was. */
export const CONVERSATION_ROUTES = {
  listConversations: {
    method: "GET",
    path: "/conversations",
    summary: "Conversations the caller may see; what waited longest, or breaks next, comes first",
    role: "agent",
    query: z.strictObject({
      contactId: id.optional(),
      ...listQuery,
      /** A whole protocol number, as it was dictated or typed; one that cannot be ours is refused. */
      protocol: z.string().trim().min(1).max(40).optional(),
      /** Words in the contact's name, address, protocol or title. */
      search: z.string().trim().max(120).optional(),
      ...page,
    }),
    response: z.object({
      items: z.array(conversationView),
      nextCursor: z.string().nullable(),
      position: z.string(),
      /** How far the caller has read those of the page that they ever opened. */
      reads: z.array(z.object({ conversationId: id, seq: z.int() })),
    }),
  },
  getConversation: {
    method: "GET",
    path: "/conversations/:id",
    summary: "One conversation",
    ...conversationAction,
  },
  listElsewhere: {
    method: "GET",
    path: "/conversations/:id/elsewhere",
    summary: "Open conversations of the same person on other channels, within a day",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(elsewhereView) }),
  },
  listMessages: {
    method: "GET",
    path: "/conversations/:id/messages",
    summary: "Messages by seq, newest page first; `before` pages back, `after` fills a gap",
    role: "agent",
    params: byId,
    query: z.strictObject({
      before: z.coerce.number().int().min(1).max(SEQ_MAX).optional(),
      after: z.coerce.number().int().min(0).max(SEQ_MAX).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(messageView), hasMore: z.boolean() }),
  },
  listActivities: {
    method: "GET",
    path: "/conversations/:id/activities",
    summary: "The story: every decision and move, with its reason",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(activityView) }),
  },
  getConversationHours: {
    method: "GET",
    path: "/conversations/:id/hours",
    summary: "When people answer its inbox, as of now and for two weeks; null: always",
    role: "agent",
    params: byId,
    response: z.object({
      openings: z.array(z.object({ from: instant, to: instant })).nullable(),
    }),
  },
  listHops: {
    method: "GET",
    path: "/conversations/:id/hops",
    summary: "Where it waited and who took it: every hand-over with its words and times",
    role: "agent",
    params: byId,
    response: hopsView,
  },
  listHandOversToMind: {
    method: "GET",
    path: "/hand-overs",
    summary: "Hand-overs that nobody took in time, and those that people pass to and fro",
    role: "supervisor",
    response: z.object({ items: z.array(hopToMindView) }),
  },
} as const satisfies Record<string, ApiRoute>;

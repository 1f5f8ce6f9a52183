import { PRIORITY_NAMES } from "@circuito/domain";
import { z } from "zod";
import { conversationView } from "../views.ts";
import { categoryChange, labelChange } from "./bulk.ts";
import { type ApiRoute, byId, conversationAction, epoch, id, nothing } from "./route.ts";

const SEQ_MAX = 2 ** 31 - 1;

/** What is written on a conversation, and what it is to whoever looks at it. */
export const MARK_ROUTES = {
  label: {
    method: "POST",
    path: "/conversations/:id/labels",
    summary: "Put labels on, take labels off; whoever sees it may",
    ...conversationAction,
    body: z.strictObject(labelChange),
  },
  prioritize: {
    method: "PUT",
    path: "/conversations/:id/priority",
    summary: "How pressing it is: its place in the queue follows",
    ...conversationAction,
    body: z.strictObject({ priority: z.enum(PRIORITY_NAMES) }),
  },
  categorize: {
    method: "PUT",
    path: "/conversations/:id/category",
    summary:
      "What it is about, of the installation's categories, or null for none; and what that asks for",
    ...conversationAction,
    body: z.strictObject(categoryChange),
  },
  rename: {
    method: "PUT",
    path: "/conversations/:id/title",
    summary: "What it is about in a few words, or null for none; the customer never sees it",
    ...conversationAction,
    body: z.strictObject({ title: z.string().trim().min(1).max(200).nullable() }),
  },
  follow: {
    method: "PUT",
    path: "/conversations/:id/follow",
    summary: "See how it goes on; it opens nothing that the caller may not see anyway",
    ...conversationAction,
    body: z.strictObject({ follows: z.boolean() }),
  },
  getRead: {
    method: "GET",
    path: "/conversations/:id/read",
    summary: "How far the caller has read; 0 if they never opened it",
    role: "agent",
    params: byId,
    response: z.object({ seq: z.int() }),
  },
  markRead: {
    method: "PUT",
    path: "/conversations/:id/read",
    summary: "How far the caller has read; on all their devices. The customer learns nothing of it",
    role: "agent",
    params: byId,
    body: z.strictObject({
      seq: z.int().min(0).max(SEQ_MAX),
      /** Reading only goes forward; marking as unread goes back. */
      unread: z.boolean().default(false),
    }),
    response: nothing,
  },
  peek: {
    method: "POST",
    path: "/conversations/:id/peek",
    summary: "Read without taking: the story says who and when, the customer learns nothing",
    role: "agent",
    params: byId,
    body: z.strictObject({}),
    /** False: the same person looked a moment ago, and it is one look. */
    response: z.object({ isNew: z.boolean() }),
  },
  takeBack: {
    method: "POST",
    path: "/conversations/:id/take-back",
    summary: "Undo the hand-over that the caller made within half a minute, before anybody took it",
    ...conversationAction,
    body: z.strictObject({ note: z.string().trim().min(1).max(4_000), epoch }),
  },
  takeNext: {
    method: "POST",
    path: "/take-next",
    summary:
      "The next conversation by the queue's own order, for the caller; of many each gets another",
    role: "agent",
    body: z.strictObject({
      /** Absent: all queues that the caller serves. */
      queueId: id.optional(),
    }),
    response: z.object({
      conversation: conversationView.nullable(),
      /** Why there is none: nobody waits, or nothing of what waits is for the caller. */
      because: z.enum(["nobody-waits", "nothing-fits"]).nullable(),
    }),
  },
} as const satisfies Record<string, ApiRoute>;

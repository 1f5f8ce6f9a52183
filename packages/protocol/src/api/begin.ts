import { z } from "zod";
import { beginBody, contactPointsQuery, contactPointView } from "../begin.ts";
import { conversationView } from "../views.ts";
import type { ApiRoute } from "./route.ts";

/** One of us writes first. */
export const BEGIN_ROUTES = {
  listContactPoints: {
    method: "GET",
    path: "/contact-points",
    summary: "Where a contact, or whoever has an address, may be written to first, and why not",
    role: "agent",
    query: contactPointsQuery,
    response: z.object({ items: z.array(contactPointView) }),
  },
  beginConversation: {
    method: "POST",
    path: "/conversations",
    summary: "Write first: the conversation is the caller's; where one is open, that one is told",
    role: "agent",
    status: 201,
    body: beginBody,
    response: conversationView,
  },
} as const satisfies Record<string, ApiRoute>;

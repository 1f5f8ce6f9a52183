import { DISMISSALS, SKIP_REASONS } from "@circuito/domain";
import { z } from "zod";
import { instant } from "../instant.ts";
import { skipView, triageFacts, triageNext, triageStatus } from "../views.ts";
import { type ApiRoute, byId, conversationAction, epoch, id } from "./route.ts";

/** What a director does: one item at a time, nobody else's meanwhile. */
export const TRIAGE_ROUTES = {
  getTriage: {
    method: "GET",
    path: "/triage",
    summary: "How triage stands: what waits, one's own figures since an instant, who directs today",
    role: "agent",
    query: z.strictObject({ /** The beginning of the caller's day. */ since: instant }),
    response: triageStatus,
  },
  takeNextInTriage: {
    method: "POST",
    path: "/triage/next",
    summary:
      "Put the next item of one's directors' queues before one; of any number each gets another",
    role: "agent",
    body: z.strictObject({}),
    response: triageNext,
  },
  listSkips: {
    method: "GET",
    path: "/triage/skips",
    summary: "What directors left to others within a day, and why",
    role: "supervisor",
    response: z.object({ items: z.array(skipView) }),
  },
  getTriageFacts: {
    method: "GET",
    path: "/conversations/:id/triage",
    summary:
      "What a director decides on: suggested areas with reasons, the person's other conversations",
    role: "agent",
    params: byId,
    query: z.strictObject({ /** As which it would be registered. */ categoryId: id.optional() }),
    response: triageFacts,
  },
  keepLease: {
    method: "PUT",
    path: "/conversations/:id/lease",
    summary: "Go on having an item before one, or take one that waits; two minutes each time",
    ...conversationAction,
    body: z.strictObject({}),
  },
  endLease: {
    method: "DELETE",
    path: "/conversations/:id/lease",
    summary: "Leave an item to whoever is next",
    ...conversationAction,
  },
  skip: {
    method: "POST",
    path: "/conversations/:id/skip",
    summary: "Leave an item to others, with a reason that supervisors read",
    ...conversationAction,
    body: z.strictObject({
      reason: z.enum(SKIP_REASONS),
      /** Of another reason: which. */
      words: z.string().trim().max(500).optional(),
      epoch,
    }),
  },
  dismiss: {
    method: "POST",
    path: "/conversations/:id/dismiss",
    summary: "End what needs nobody: spam, a wrong contact, a duplicate of another conversation",
    ...conversationAction,
    body: z.strictObject({
      because: z.enum(DISMISSALS),
      /** Of a duplicate: the person's conversation where it goes on. */
      ofId: id.optional(),
      epoch,
    }),
  },
  recall: {
    method: "POST",
    path: "/conversations/:id/recall",
    summary: "Take back what one directed within the last half minute",
    ...conversationAction,
    body: z.strictObject({}),
  },
} as const satisfies Record<string, ApiRoute>;

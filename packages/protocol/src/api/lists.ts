import { VIEWS_MAX } from "@circuito/domain";
import { z } from "zod";
import { listQuery, savedView, viewFilter } from "../views.ts";
import { type ApiRoute, byId, id, nothing } from "./route.ts";

const name = z.string().trim().min(1).max(60);

/** Lists that people made themselves, and how much is in them. */
export const LIST_ROUTES = {
  listViews: {
    method: "GET",
    path: "/views",
    summary: "The caller's saved views and everybody's, in the caller's order",
    role: "agent",
    response: z.object({ items: z.array(savedView) }),
  },
  createView: {
    method: "POST",
    path: "/views",
    summary: "Keep a filter under a name; the id is the client's, and a repeat changes nothing",
    role: "agent",
    body: z.strictObject({ id, name, isShared: z.boolean(), filter: viewFilter }),
    response: savedView,
    status: 201,
  },
  placeViews: {
    method: "PUT",
    path: "/views/order",
    summary: "The order in which the caller has them",
    role: "agent",
    body: z.strictObject({ ids: z.array(id).max(2 * VIEWS_MAX) }),
    response: nothing,
  },
  updateView: {
    method: "PATCH",
    path: "/views/:id",
    summary: "Another name, another filter, or for everybody",
    role: "agent",
    params: byId,
    body: z.strictObject({
      name: name.optional(),
      isShared: z.boolean().optional(),
      filter: viewFilter.optional(),
    }),
    response: savedView,
  },
  deleteView: {
    method: "DELETE",
    path: "/views/:id",
    summary: "Forget it; creating it again under its id brings it back",
    role: "agent",
    params: byId,
    response: nothing,
  },
  countLists: {
    method: "GET",
    path: "/list-counts",
    summary:
      "How much is to do in the standing places, in every view, and in the groups of one list",
    role: "agent",
    query: z.strictObject(listQuery),
    response: z.object({
      places: z.object({
        inbox: z.int(),
        mine: z.int(),
        unassigned: z.int(),
        following: z.int(),
        snoozed: z.int(),
      }),
      /** By id of the view; one of what is over has none. */
      views: z.record(z.string(), z.int()),
      /** Of the list that was asked about, in each of its stretches. */
      groups: z.object({
        "to-do": z.int(),
        waiting: z.int(),
        queued: z.int(),
        "in-service": z.int(),
      }),
    }),
  },
  listLabels: {
    method: "GET",
    path: "/labels",
    summary: "Labels in use where the caller works, the most used first",
    role: "agent",
    response: z.object({ items: z.array(z.string()) }),
  },
} as const satisfies Record<string, ApiRoute>;

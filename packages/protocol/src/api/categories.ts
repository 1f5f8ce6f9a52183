import { z } from "zod";
import { CATEGORIES_MAX, categoryBody, categoryView } from "../categories.ts";
import { type ApiRoute, byId, id, list } from "./route.ts";

/** What customers' problems are about (motivos): a tree of two levels, kept by admins. */
export const CATEGORY_ROUTES = {
  listCategories: {
    method: "GET",
    path: "/categories",
    summary: "What problems may be registered as, in the admin's order; archived ones with `all`",
    role: "agent",
    query: z.strictObject({
      all: z.stringbool().optional(),
      /** Tells how often each was used within 90 days. */
      uses: z.stringbool().optional(),
    }),
    response: list(categoryView),
  },
  createCategory: {
    method: "POST",
    path: "/categories",
    summary: "Add a category behind those of its parent",
    role: "admin",
    status: 201,
    body: categoryBody,
    response: categoryView,
  },
  updateCategory: {
    method: "PATCH",
    path: "/categories/:id",
    summary: "Change a category, or archive it; what was registered under it keeps it",
    role: "admin",
    params: byId,
    body: categoryBody.extend({ isArchived: z.boolean() }).partial(),
    response: categoryView,
  },
  orderCategories: {
    method: "PUT",
    path: "/category-order",
    summary: "Put categories into an order, each among those of its parent",
    role: "admin",
    body: z.strictObject({ ids: z.array(id).max(CATEGORIES_MAX) }),
    response: list(categoryView),
  },
} as const satisfies Record<string, ApiRoute>;

import { z } from "zod";
import { createMacroBody, listedMacroView, macroView, updateMacroBody } from "../macros.ts";
import { conversationView } from "../views.ts";
import { type ApiRoute, byId, epoch, id, nothing } from "./route.ts";

/** Several acts by one choice: those there are, and running one. */
export const MACRO_ROUTES = {
  listMacros: {
    method: "GET",
    path: "/macros",
    summary: "Macros the caller may use: everybody's, of their queues, their own",
    role: "agent",
    response: z.object({ items: z.array(listedMacroView) }),
  },
  createMacro: {
    method: "POST",
    path: "/macros",
    summary: "Add a macro: one's own, or as a supervisor a queue's or everybody's",
    role: "agent",
    status: 201,
    body: createMacroBody,
    response: macroView,
  },
  updateMacro: {
    method: "PUT",
    path: "/macros/:id",
    summary: "Change a macro under the version that was seen",
    role: "agent",
    params: byId,
    body: updateMacroBody,
    response: macroView,
  },
  deleteMacro: {
    method: "DELETE",
    path: "/macros/:id",
    summary: "Remove a macro; one that is gone already is no error",
    role: "agent",
    params: byId,
    response: nothing,
  },
  runMacro: {
    method: "POST",
    path: "/conversations/:id/macro-runs",
    summary: "Do all acts of a macro on a conversation, or none; repeatable by clientId",
    role: "agent",
    params: byId,
    body: z.strictObject({ macroId: id, epoch, clientId: id }),
    response: z.object({
      conversation: conversationView,
      /** Words for the caller's draft, variables filled in as far as is known. */
      draft: z.string().nullable(),
      /** It had been run before with this clientId. */
      repeated: z.boolean(),
    }),
  },
} as const satisfies Record<string, ApiRoute>;

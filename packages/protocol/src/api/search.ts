import { z } from "zod";
import { messageHitView } from "../views.ts";
import { type ApiRoute, id, list, page } from "./route.ts";

/** What was said, found again. */
export const SEARCH_ROUTES = {
  searchMessages: {
    method: "GET",
    path: "/messages/search",
    summary: "Messages with all these words, newest first, in conversations the caller may see",
    role: "agent",
    query: z.strictObject({
      /** Without case, accents and plurals; the last one may be the beginning of a word. */
      words: z.string().trim().min(1).max(200),
      /** Of whoever wrote it: customer or colleague. */
      authorName: z.string().trim().min(1).max(120).optional(),
      queueId: id.optional(),
      channel: z.string().max(40).optional(),
      contactId: id.optional(),
      conversationId: id.optional(),
      hasFile: z.enum(["true"]).optional(),
      /** Written at or after. */
      since: z.iso.datetime().optional(),
      /** Written before. */
      until: z.iso.datetime().optional(),
      ...page,
    }),
    response: list(messageHitView),
  },
} as const satisfies Record<string, ApiRoute>;

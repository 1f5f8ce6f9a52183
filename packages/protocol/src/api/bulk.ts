import { PRIORITY_NAMES } from "@circuito/domain";
import { z } from "zod";
import { typedFields } from "../categories.ts";
import { instant } from "../instant.ts";
import { conversationView } from "../views.ts";
import { type ApiRoute, epoch, id } from "./route.ts";

/** As many as a person looks over, and a request that still answers at once. */
export const BULK_MAX = 100;

/** A chip that fits beside others. */
export const label = z.string().trim().min(1).max(40);
export const labelChange = {
  add: z.array(label).max(20),
  remove: z.array(label).max(20),
};
const note = z.string().trim().min(1).max(4_000);

/** What it is about, and all that is known of what the category asks for; without that it stays as it is. */
export const categoryChange = {
  categoryId: id.nullable(),
  fields: typedFields.optional(),
};

/** One verb on one conversation; those that belong to its owner say the epoch they were decided on. */
export const bulkAct = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("assign"), agentId: id, note, epoch }),
  z.strictObject({ kind: z.literal("transfer"), queueId: id, note, epoch }),
  z.strictObject({ kind: z.literal("take-back"), note, epoch }),
  z.strictObject({ kind: z.literal("label"), ...labelChange }),
  z.strictObject({ kind: z.literal("prioritize"), priority: z.enum(PRIORITY_NAMES) }),
  z.strictObject({ kind: z.literal("categorize"), ...categoryChange }),
  z.strictObject({ kind: z.literal("snooze"), until: instant, epoch }),
  z.strictObject({ kind: z.literal("resolve"), epoch }),
  z.strictObject({ kind: z.literal("reopen") }),
]);
export type BulkAct = z.infer<typeof bulkAct>;

export const bulkResult = z.discriminatedUnion("outcome", [
  z.object({ id, outcome: z.literal("done"), conversation: conversationView }),
  z.object({
    id,
    outcome: z.literal("refused"),
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
]);
export type BulkResult = z.infer<typeof bulkResult>;

/** Many at once, each by itself: one that cannot be done keeps no other from it. */
export const BULK_ROUTES = {
  actOnMany: {
    method: "POST",
    path: "/conversations/bulk",
    summary: "A verb on each of many conversations; what became of each is told by itself",
    role: "agent",
    body: z.strictObject({
      items: z
        .array(z.strictObject({ id, act: bulkAct }))
        .min(1)
        .max(BULK_MAX),
    }),
    response: z.object({ results: z.array(bulkResult) }),
  },
} as const satisfies Record<string, ApiRoute>;

import { z } from "zod";
import { conversationView } from "./conversation.ts";
import { queueView } from "./queue.ts";
import { id, instant } from "./told.ts";

/** What came before a director, and nobody else; null: nothing waits for them. */
export const triageNext = z.object({ conversation: conversationView.nullable() });

/** Why an area is suggested. */
export const suggestionReason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rule"), ruleId: id, ruleName: z.string() }),
  /** The usual place of its category. */
  z.object({ kind: z.literal("category") }),
  /** Of those like it within 90 days that were directed, how many went there and stayed. */
  z.object({
    kind: z.literal("history"),
    by: z.enum(["category", "contact", "words"]),
    share: z.number(),
    kept: z.int(),
    of: z.int(),
  }),
]);
export type SuggestionReasonView = z.infer<typeof suggestionReason>;

/** An area as a director chooses it. */
export const areaView = queueView
  .pick({ id: true, name: true, area: true, level: true, waiting: true, agentsAvailable: true })
  .extend({
    /** How long one more would wait there; null where nobody can honestly tell. */
    waitSeconds: z.int().nullable(),
    /** Whether it is within the hours of the customer's inbox. */
    open: z.boolean(),
    /** When that changes; null: it does not, or not soon. */
    opensAt: instant.nullable(),
    closesAt: instant.nullable(),
    /** What customers are told who are directed there; null: nothing of its own. */
    directedNotice: z.string().nullable(),
  });
export type AreaView = z.infer<typeof areaView>;

/** Another conversation of the same person. What the caller may not see has neither id nor words. */
export const aroundView = z.object({
  conversationId: id.nullable(),
  protocol: z.string(),
  channel: z.string(),
  status: conversationView.shape.status,
  title: z.string().nullable(),
  category: z.string().nullable(),
  queueId: id.nullable(),
  assigneeName: z.string().nullable(),
  arrivedAt: instant,
  resolvedAt: instant.nullable(),
  /** Open, and begun so near to this one that it may be the same matter. `ofId` for ending this as its duplicate. */
  duplicateOf: id.nullable(),
});
export type AroundView = z.infer<typeof aroundView>;

/** What a director decides on. */
export const triageFacts = z.object({
  /** The likeliest first. */
  suggestions: z.array(z.object({ queueId: id, reasons: z.array(suggestionReason) })),
  areas: z.array(areaView),
  around: z.array(aroundView),
  /** Whether it may be answered and ended here. */
  resolvesHere: z.boolean(),
});
export type TriageFacts = z.infer<typeof triageFacts>;

/** How triage stands, for one who directs. */
export const triageStatus = z.object({
  /** The directors' queues that the caller serves. */
  queues: z.array(
    queueView.pick({ id: true, name: true, waiting: true, oldestWaitingSince: true }).extend({
      /** Of those who wait, how many a director has before them now. */
      leased: z.int(),
    }),
  ),
  mine: z.object({
    done: z.int(),
    medianSeconds: z.int().nullable(),
    /** What areas sent back. */
    returned: z.int(),
    skipped: z.int(),
  }),
  /** Who directs today, the busiest first. */
  team: z.array(z.object({ agent: z.object({ id, name: z.string() }), done: z.int() })),
});
export type TriageStatus = z.infer<typeof triageStatus>;

/** What somebody left to others, and why. */
export const skipView = z.object({
  conversationId: id,
  protocol: z.string(),
  contactName: z.string().nullable(),
  agent: z.object({ id, name: z.string() }),
  queueId: id.nullable(),
  reason: z.string(),
  words: z.string().nullable(),
  at: instant,
  /** How often anybody skipped it. */
  times: z.int(),
  /** It still waits there. */
  waits: z.boolean(),
});
export type SkipView = z.infer<typeof skipView>;

import { z } from "zod";
import { ruleCondition } from "../routing.ts";
import { activityView } from "./activity.ts";
import { deliveryStatus } from "./message.ts";
import { instant } from "./told.ts";

/** One thing that happened to a message. None has its words, addresses or bytes. */
export const timelineStep = z.discriminatedUnion("kind", [
  /** The provider's own time: what it says, not what we saw. */
  z.object({ kind: z.literal("sent-by-customer"), at: instant }),
  /** It is in the ledger: from here on it cannot be lost. */
  z.object({ kind: z.literal("received"), at: instant, inboxName: z.string().nullable() }),
  /** The provider delivered it again; counted, and not repeated. */
  z.object({ kind: z.literal("delivered-again"), at: instant, times: z.int() }),
  z.object({
    kind: z.literal("released"),
    at: instant,
    byName: z.string(),
    from: z.enum(["parked", "suppressed"]),
    because: z.string().nullable(),
  }),
  /** Whose it is, which conversation it joined, where that went: each with its reason. */
  z.object({
    kind: z.literal("routed"),
    at: instant,
    identify: z.string(),
    thread: z.string(),
    attendant: z.string().nullable(),
    route: z.string().nullable(),
    /** Null where no rule decided, or it is gone. */
    ruleName: z.string().nullable(),
    /** What that rule asked, and this message answered. */
    condition: ruleCondition.nullable(),
    rulesVersion: z.int().nullable(),
    queueName: z.string().nullable(),
  }),
  /** What was decided about its conversation because of it. */
  z.object({ kind: z.literal("decided"), at: instant, activity: activityView }),
  z.object({ kind: z.literal("written"), at: instant, byName: z.string().nullable() }),
  z.object({ kind: z.literal("queued"), at: instant }),
  z.object({
    kind: z.literal("delivery"),
    at: instant,
    status: deliveryStatus,
    /** Which attempt this is, of `submitting`. */
    attempt: z.int().nullable(),
    /** What the provider said. */
    words: z.string().nullable(),
  }),
  /** It is tried again then. */
  z.object({ kind: z.literal("next-attempt"), at: instant }),
]);
export type TimelineStep = z.infer<typeof timelineStep>;

export const messageTimelineView = z.object({
  /** In the order in which it happened. */
  steps: z.array(timelineStep),
  /** Its place in the ledger, to be told to whoever looks after the machine. */
  ledgerId: z.string().nullable(),
});
export type MessageTimelineView = z.infer<typeof messageTimelineView>;

import { z } from "zod";
import { givenScore } from "../asks.ts";
import { messageView } from "./message.ts";
import { id, instant } from "./told.ts";

/** A conversation of a person, as a line in their history. */
export const pastConversationView = z.discriminatedUnion("isVisible", [
  z.object({
    isVisible: z.literal(true),
    id,
    protocol: z.string(),
    channel: z.string(),
    queueName: z.string().nullable(),
    status: z.enum(["open", "snoozed", "resolved", "closed"]),
    assigneeName: z.string().nullable(),
    /** What it was registered as, or its mail's subject, or its last words. */
    about: z.string(),
    lastSeq: z.int(),
    arrivedAt: instant,
    lastAt: instant,
    /** What its customer thought of it, one of each kind, the newest first. */
    scores: z.array(givenScore.pick({ kind: true, score: true })),
  }),
  /** That there is one, and with whom, is all that the caller learns. */
  z.object({
    isVisible: z.literal(false),
    channel: z.string(),
    queueName: z.string().nullable(),
    arrivedAt: instant,
  }),
]);
export type PastConversationView = z.infer<typeof pastConversationView>;

/** All that was said with one person, on all channels. */
export const contactTimelineView = z.object({
  /** Newest first; the same on every page. */
  conversations: z.array(pastConversationView),
  /** Of those that the caller may see, newest first. */
  items: z.array(messageView),
  nextCursor: z.string().nullable(),
});
export type ContactTimelineView = z.infer<typeof contactTimelineView>;

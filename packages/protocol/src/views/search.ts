import { z } from "zod";
import { id, instant } from "./told.ts";

/** A message that was found, with a few words around what was asked for. */
export const messageHitView = z.object({
  messageId: id,
  /** Its place in the conversation: where to open it. */
  seq: z.int(),
  direction: z.enum(["inbound", "outbound", "note"]),
  authorName: z.string().nullable(),
  /** Of a mail. */
  subject: z.string().nullable(),
  excerpt: z.object({
    text: z.string(),
    /** Begin and end of each word that was asked for, in UTF-16 units of `text`. */
    marks: z.array(z.tuple([z.int(), z.int()])),
  }),
  /** How many files it has. */
  files: z.int(),
  at: instant,
  conversation: z.object({
    id,
    protocol: z.string(),
    channel: z.string(),
    status: z.enum(["open", "snoozed", "resolved", "closed"]),
    queueId: id.nullable(),
    contactId: id,
    contactName: z.string().nullable(),
    address: z.string(),
  }),
});
export type MessageHitView = z.infer<typeof messageHitView>;

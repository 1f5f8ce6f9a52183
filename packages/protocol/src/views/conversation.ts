import { z } from "zod";
import { slaMeasure } from "../sla.ts";
import { handOver } from "./hand-over.ts";
import { id, instant } from "./told.ts";

export const conversationView = z.object({
  id,
  /** Number told to the customer. */
  protocol: z.string(),
  channel: z.string(),
  inboxId: id,
  contact: z.object({ id, name: z.string().nullable(), address: z.string() }),
  status: z.enum(["open", "snoozed", "resolved", "closed"]),
  /** Whose turn it is while open. `agent` is the console's "to do". */
  waitingOn: z.enum(["agent", "customer", "third-party"]),
  /** While `inMenu`, the queue where it would be: it waits in none, and nobody is called. */
  queueId: id.nullable(),
  /** The attendant still asks the customer what it is about. Whoever answers takes it over. */
  inMenu: z.boolean(),
  level: z.int(),
  priority: z.int(),
  assignee: z.object({ id, name: z.string() }).nullable(),
  /** Grows with every change of owner; send it back with owner-sensitive actions. */
  epoch: z.int(),
  /** Grows with every visible change; older versions are dropped by clients. */
  version: z.int(),
  lastSeq: z.int(),
  /** Of the last mail; null on channels without subjects. */
  subject: z.string().nullable(),
  title: z.string().nullable(),
  /** In words, as they were when it was registered. */
  category: z.string().nullable(),
  categoryId: id.nullable(),
  /** What the category asks for, by its fields' keys. */
  categoryFields: z.record(z.string(), z.string()).nullable(),
  summary: z.string().nullable(),
  urgency: z.enum(["low", "normal", "high", "urgent"]).nullable(),
  promisedAt: instant.nullable(),
  /** Labels, as people or rules put them on. */
  tags: z.array(z.string()),
  /** Who wants to see how it goes on. */
  followerIds: z.array(id),
  arrivedAt: instant,
  lastMessageAt: instant.nullable(),
  waitingSince: instant.nullable(),
  snoozedUntil: instant.nullable(),
  resolvedAt: instant.nullable(),
  /** First characters of the newest message, for lists. */
  preview: z.string(),
  /** Of the recording that the newest message is, once it is known. */
  previewLengthMs: z.int().nullable(),
  previewFrom: z.enum(["customer", "agent", "note", "system"]).nullable(),
  handOver: handOver.nullable(),
  /** A director has it before them until then, unless they are heard of again; who is past, has it no more. */
  lease: z.object({ agent: z.object({ id, name: z.string() }), until: instant }).nullable(),
  /** Until when free words may be sent; afterwards only templates. Null: the channel has no such end. */
  replyWindowEndsAt: instant.nullable(),
  /** When the customer asked for no more messages on this channel: none leaves until they take it back. */
  optedOutAt: instant.nullable(),
  /** The promise that breaks next, or broke longest ago; null while none's time goes by. */
  nextDue: z
    .object({
      measure: slaMeasure,
      /** From when on it is at risk. */
      warningAt: instant.nullable(),
      at: instant,
    })
    .nullable(),
  /** Grows with every change of `nextDue`; under one `version` the greater is the newer. */
  promisesRevision: z.int(),
});
export type ConversationView = z.infer<typeof conversationView>;

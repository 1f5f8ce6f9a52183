import { z } from "zod";
import { mailboxView, mailClass, mailView } from "./message.ts";
import { id } from "./told.ts";

/** All that is known of a mail: its words, its names, and why it is where it is. */
export const wholeMailView = z.object({
  subject: z.string(),
  from: z.array(mailboxView),
  replyTo: z.array(mailboxView),
  to: z.array(mailboxView),
  cc: z.array(mailboxView),
  /** Message-ID and what it answers, without brackets; references oldest first. */
  mailId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  class: mailClass,
  writer: mailView.shape.writer,
  /** Set on mail that nobody wrote and that goes out. */
  automatic: z.enum(["auto-replied", "auto-generated"]).nullable(),
  /** Quote and signature included. */
  text: z.string(),
  html: mailView.shape.html,
  /** From where pictures would come, each host once. */
  remoteHosts: z.array(z.string()),
  allowsPictures: z.boolean(),
  remarks: z.array(z.string()),
  /** What a delivery report says, recipient by recipient. */
  bounce: z
    .object({
      kind: z.enum(["failed", "delayed", "delivered", "complaint"]),
      recipients: z.array(
        z.object({
          address: z.string().optional(),
          status: z.string().optional(),
          reason: z.string(),
          permanence: z.enum(["hard", "soft"]),
          diagnostic: z.string(),
        }),
      ),
    })
    .nullable(),
  /** Where it was put and why, with every conversation that was considered. */
  verdict: z
    .object({
      version: z.int(),
      /** `by`: the rule that found the conversation. */
      placement: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("join"), conversationId: id, by: z.string() }),
        z.object({ kind: z.literal("follow"), follows: id, by: z.string() }),
        z.object({ kind: z.literal("new"), possiblyRelated: z.array(id) }),
      ]),
      candidates: z.array(
        z.object({
          conversationId: z.string(),
          rule: z.string(),
          evidence: z.string(),
          /** Null for the one that was taken. */
          rejectedBecause: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Its bytes as they came, for download; null when they are not kept. */
  sourceUrl: z.string().nullable(),
});
export type WholeMailView = z.infer<typeof wholeMailView>;

import { z } from "zod";
import { mailboxView } from "./views.ts";

/** What a mail holds beyond what a thread shows; asked for when somebody opens it. */
export const mailDetail = z.object({
  /** All the words: with quote and signature. */
  text: z.string(),
  /** The mail as it came, for download; null for mail of ours. */
  sourceUrl: z.string().nullable(),
  /** What a delivery report says, recipient by recipient. */
  bounce: z
    .object({
      kind: z.enum(["failed", "delayed", "delivered", "complaint"]),
      recipients: z.array(
        z.object({
          address: z.string().nullable(),
          status: z.string().nullable(),
          reason: z.string(),
          permanence: z.enum(["hard", "soft"]),
          diagnostic: z.string(),
        }),
      ),
    })
    .nullable(),
  /** Why it stands in this conversation: what was decided, and every candidate with its reason. */
  verdict: z
    .object({
      placement: z.enum(["join", "follow", "new"]),
      /** The rule that found the conversation; null for a new one. */
      by: z.string().nullable(),
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
});
export type MailDetail = z.infer<typeof mailDetail>;

/** To whom a reply would go if nobody changed anything. */
export const replyDraft = z.object({
  subject: z.string(),
  to: z.array(mailboxView),
  cc: z.array(mailboxView),
  /** Codes of what the writer should know before sending. */
  notes: z.array(z.string()),
});
export type ReplyDraft = z.infer<typeof replyDraft>;

/** More people than a reply of ours ever needs; mail servers refuse somewhat above it. */
export const REPLY_RECIPIENTS_MAX = 50;
const recipients = z
  .array(z.strictObject({ name: z.string().max(200).default(""), address: z.string().max(254) }))
  .max(REPLY_RECIPIENTS_MAX);

/** What the writer of a reply chose; what is absent is as in `replyDraft`. */
export const replyMail = z.strictObject({
  subject: z.string().trim().max(998).optional(),
  to: recipients.min(1).optional(),
  cc: recipients.optional(),
});
export type ReplyMail = z.input<typeof replyMail>;

/** A file that waits to be sent with a reply. */
export const uploadedMedia = z.object({
  id: z.uuid(),
  fileName: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int(),
});
export type UploadedMedia = z.infer<typeof uploadedMedia>;

/** Files of one reply. */
export const REPLY_FILES_MAX = 20;

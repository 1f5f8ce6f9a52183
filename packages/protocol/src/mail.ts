import { z } from "zod";
import { mailboxView } from "./views.ts";

const draftRecipient = mailboxView.extend({
  /** Where in the mail that is answered they stand; `requester`: with whom the conversation is. */
  because: z.enum(["from", "reply-to", "to", "cc", "requester"]),
  /** `not-the-sender`: answers are wanted at another address than the one that wrote. */
  warning: z.enum(["no-reply", "undeliverable", "not-the-sender"]).nullable(),
});

/** To whom a reply would go if nobody changed anything. */
export const replyDraft = z.object({
  subject: z.string(),
  to: z.array(draftRecipient),
  cc: z.array(draftRecipient),
  /** People of the mail that is answered who would not get the reply, and why. */
  leftOut: z.array(
    mailboxView.extend({
      because: z.enum(["own-address", "removed", "unverified", "not-writable", "too-many"]),
    }),
  ),
  /**
   * What the writer should know before sending: every warning and reason above, each once, and
   * `nobody-reads` when such a reply is refused unless its recipients are named.
   */
  notes: z.array(z.string()),
  /** What will stand below the caller's words unless they leave it out; null: nothing. */
  signature: z.string().nullable(),
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
  /** With the signature below it; absent: yes. */
  isSigned: z.boolean().optional(),
});
export type ReplyMail = z.input<typeof replyMail>;

/** An automatic mail: as long as anybody reads of one. */
const AUTO_ANSWER_LENGTH_MAX = 4_000;
const byLocale = z
  .record(
    z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/),
    z.string().max(AUTO_ANSWER_LENGTH_MAX),
  )
  .refine((texts) => Object.keys(texts).length <= 20, "too many languages");

/** What a mail inbox says by itself, by language; empty is off. `{protocol}` becomes the number. */
export const autoAnswers = z.strictObject({
  /** To the first mail of a conversation. */
  acknowledgement: byLocale,
  /** In its place, outside of business hours. */
  absence: byLocale,
});
export type AutoAnswers = z.infer<typeof autoAnswers>;

/** Files of one reply. */
export const REPLY_FILES_MAX = 20;

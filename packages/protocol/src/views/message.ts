import { z } from "zod";
import { changesView, chatView } from "../chat-message.ts";
import { id, instant } from "./told.ts";

export const deliveryStatus = z.enum([
  "queued",
  "claimed",
  "submitting",
  "sent",
  "delivered",
  "read",
  "failed",
  "unknown",
]);
export type DeliveryStatus = z.infer<typeof deliveryStatus>;

export const mailClass = z.enum([
  "human",
  "auto-reply",
  "out-of-office",
  "auto-notice",
  "bulk",
  "bounce",
  "loop",
  "rate",
]);

/** One mailbox as a header names it; `address` is null where none could be read. */
export const mailboxView = z.object({ name: z.string(), address: z.string().nullable() });
export type MailboxView = z.infer<typeof mailboxView>;

/** What a message has besides its words when it is a mail. The rest is at `…/messages/:id/mail`. */
export const mailView = z.object({
  subject: z.string(),
  from: z.array(mailboxView),
  replyTo: z.array(mailboxView),
  to: z.array(mailboxView),
  cc: z.array(mailboxView),
  class: mailClass,
  /** Of mail that came in. `unverified`: agents are warned. */
  writer: z.enum(["requester", "participant", "staff", "unverified"]).nullable(),
  /** Quote or signature were set aside: `…/mail` has all the words. */
  hasMore: z.boolean(),
  /**
   * For a sandboxed frame, relative to our origin. Each look checks who asks and redirects to a signed
   * address that soon runs out, so these do not. Null when the mail is plain text.
   */
  html: z
    .object({
      /** The writer's own words. */
      visibleUrl: z.string(),
      /** With quote and signature. */
      fullUrl: z.string(),
      /** How many remote pictures are held back; none once its sender's are allowed. */
      remoteImages: z.int(),
    })
    .nullable(),
  remarks: z.array(z.string()),
});
export type MailView = z.infer<typeof mailView>;

export const deliveredRecipient = z.object({
  address: z.string(),
  status: z.enum(["queued", "accepted", "deferred", "refused", "bounced"]),
  detail: z.string(),
});

export const messageView = z.object({
  id,
  conversationId: id,
  /** 1..n within the conversation, without gaps. */
  seq: z.int(),
  direction: z.enum(["inbound", "outbound", "note"]),
  author: z.object({
    kind: z.enum(["contact", "agent", "system"]),
    id: id.nullable(),
    name: z.string().nullable(),
  }),
  text: z.string(),
  /** Was sent below the words, and nobody wrote it: the protocol number. */
  footer: z.string().optional(),
  media: z.array(
    z.object({
      fileName: z.string(),
      mimeType: z.string(),
      sizeBytes: z.int().nullable(),
      /** Of a recording, once it is known; broken and endless ones have none. */
      lengthMs: z.int().optional(),
      /** Spoken by one of us. What a customer spoke is so by `chat.mediaAs`. */
      isVoice: z.literal(true).optional(),
      state: z.enum(["pending", "stored", "unavailable", "too-large", "blocked"]),
      /** Relative to our origin; redirects who may see it to a signed address. Null: not there. */
      url: z.string().nullable(),
      /** `inline`: shown inside the HTML already. */
      disposition: z.enum(["attachment", "inline"]),
      warning: z.enum(["dangerous", "damaged"]).nullable(),
      /** Of what one of us sent: by it an answer that reached nobody is sent again with its files. */
      uploadId: id.optional(),
    }),
  ),
  clientId: z.string().nullable(),
  /** Null on channels that are not mail. */
  mail: mailView.nullable(),
  /** Null on channels that have only words and files. */
  chat: chatView.nullable(),
  /** What was done to it after it was sent; null when nothing was. */
  changes: changesView.nullable(),
  /** Grows with every such change. */
  revision: z.int(),
  delivery: z
    .object({
      status: deliveryStatus,
      error: z.string().nullable(),
      /** Of a mail, once it was tried: what became of each recipient. */
      recipients: z.array(deliveredRecipient).nullable(),
    })
    .nullable(),
  /** Set on a message whose sender-made id was used before with other words. */
  collision: z.boolean(),
  /** The provider's or the client's own time, if it gave one. Display only. */
  sentAt: instant.nullable(),
  createdAt: instant,
});
export type MessageView = z.infer<typeof messageView>;

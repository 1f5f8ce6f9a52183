import { isAddress } from "@circuito/domain";
import { z } from "zod";
import { replyChat } from "./chat-message.ts";

/** What begins a conversation, and where one may be begun. */

const id = z.uuid();

/** What a header line carries (RFC 5322 §2.1.1). */
const SUBJECT_LENGTH_MAX = 998;

const address = z.string().max(320).refine(isAddress);

export const beginBody = z.strictObject({
  /** Somebody whom the caller may see. */
  contactId: id.optional(),
  /** Where: one of theirs, left out where they have one alone; or, without a contact, any address. */
  address: address.optional(),
  inboxId: id,
  /** One of the caller's, left out by who serves one alone. */
  queueId: id.optional(),
  clientId: id,
  /** Left out where a template takes its place. */
  text: z.string().trim().min(1).max(65_536).optional(),
  /** Of a mail, which has one. */
  subject: z.string().trim().min(1).max(SUBJECT_LENGTH_MAX).optional(),
  template: replyChat.shape.template,
});
export type BeginBody = z.input<typeof beginBody>;

export const contactPointsQuery = z.strictObject({
  contactId: id.optional(),
  address: address.optional(),
});

/** An inbox and an address: whether somebody may be written to first there. */
export const contactPointView = z.object({
  inboxId: id,
  inboxName: z.string(),
  channel: z.string(),
  address: z.string(),
  /** With what: free words, an approved text alone, or nothing. */
  takes: z.enum(["words", "template", "nothing"]),
  /** Why nothing: never-wrote, inbox-off, opted-out, undeliverable. */
  because: z.string().nullable(),
  /** What is open there already, and is gone on with. Its id is null where it is not the caller's to see. */
  open: z
    .object({
      conversationId: id.nullable(),
      protocol: z.string().nullable(),
      assigneeName: z.string().nullable(),
    })
    .nullable(),
});
export type ContactPointView = z.infer<typeof contactPointView>;

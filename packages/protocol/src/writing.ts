import { SIGNATURE_LENGTH_MAX } from "@circuito/domain";
import { z } from "zod";
import { replyChat } from "./chat-message.ts";
import { replyMail } from "./mail.ts";
import { conversationView, messageView } from "./views.ts";

/** What is being written: drafts, replies that are held back, quick replies, mentions. */

const id = z.uuid();
const instant = z.iso.datetime();

/** A console's own affair, as it would be kept on its disk; more than anybody writes in a reply. */
const DRAFT_BYTES_MAX = 300_000;
const draftContent = z
  .record(z.string().max(40), z.json())
  .refine((content) => JSON.stringify(content).length <= DRAFT_BYTES_MAX, "a draft is too long");

/** With the variables of quick replies; empty: nothing. */
export const signatureBody = z.strictObject({ text: z.string().trim().max(SIGNATURE_LENGTH_MAX) });

export const draftRoom = z.enum(["reply", "note"]);

export const draftView = z.object({
  conversationId: id,
  room: draftRoom,
  content: z.record(z.string(), z.json()),
  /** Grows with every save; send it back with the next one. */
  version: z.int(),
  savedAt: instant,
});
export type DraftView = z.infer<typeof draftView>;

/** Who has begun to write in a conversation; what, is theirs alone. */
export const draftWriters = z.object({
  conversationId: id,
  writers: z.array(z.object({ id, name: z.string(), room: draftRoom })),
});
export type DraftWriters = z.infer<typeof draftWriters>;

export const keepDraftBody = z.strictObject({
  /** Null: there is none any more. */
  content: draftContent.nullable(),
  /** The version that was known here, 0 for none: a newer one is not overwritten, but answered. */
  version: z.int().min(0),
});

export const draftSaved = z.object({
  version: z.int(),
  /** What another device wrote meanwhile; then nothing was saved. */
  elsewhere: draftView.nullable(),
});

/** A reply that waits for its time. Until then there is no message. */
export const heldReplyView = z.object({
  id,
  conversationId: id,
  author: z.object({ id, name: z.string() }),
  /** The message it becomes is written under the same. */
  clientId: z.string(),
  /** Of one that left or was taken back: empty. */
  text: z.string(),
  mail: replyMail.nullable(),
  chat: replyChat.nullable(),
  files: z.array(
    z.object({ mediaId: id, fileName: z.string(), mimeType: z.string(), sizeBytes: z.int() }),
  ),
  andThen: z.enum(["resolve", "wait"]).nullable(),
  /** Never backwards; `refused`: it could not be said when its time came. */
  state: z.enum(["held", "refused", "undone", "sent"]),
  /** As the problem would have been: `code`, `because`, and who answered meanwhile. */
  refusal: z
    .object({ code: z.string(), because: z.string().nullable(), byName: z.string().nullable() })
    .nullable(),
  sendAt: instant,
  createdAt: instant,
});
export type HeldReplyView = z.infer<typeof heldReplyView>;

const NAME_MAX = 80;
const BODY_MAX = 4_000;
const CHANNELS_MAX = 20;

export const quickReplyView = z.object({
  id,
  name: z.string(),
  /** With its variables as they are written: `{{cliente.primeiro_nome}}`. */
  body: z.string(),
  scope: z.enum(["everybody", "queue", "mine"]),
  /** Whose it is, of scope `queue`. */
  queueId: id.nullable(),
  /** Empty: every channel. */
  channels: z.array(z.string()),
  version: z.int(),
  updatedAt: instant,
});
export type QuickReplyView = z.infer<typeof quickReplyView>;

const quickReply = {
  name: z.string().trim().min(1).max(NAME_MAX),
  body: z.string().trim().min(1).max(BODY_MAX),
  scope: quickReplyView.shape.scope,
  queueId: id.nullable().default(null),
  channels: z.array(z.string().trim().min(1).max(40)).max(CHANNELS_MAX).default([]),
};
const hasQueueIfItNeeds = ({ scope, queueId }: { scope: string; queueId: string | null }) =>
  (scope === "queue") === (queueId !== null);
const queueMistake = { path: ["queueId"], message: "a queue for scope queue, and for no other" };

export const createQuickReplyBody = z
  .strictObject({
    /** Made by the client: said again with it, it is the same quick reply. */
    id,
    ...quickReply,
  })
  .refine(hasQueueIfItNeeds, queueMistake);

export const updateQuickReplyBody = z
  .strictObject({
    ...quickReply,
    /** The version that was changed: under another one nothing is done. */
    version: z.int().min(1),
  })
  .refine(hasQueueIfItNeeds, queueMistake);

export const mentionView = z.object({
  message: messageView.pick({ id: true, author: true, text: true, createdAt: true }),
  conversation: conversationView.pick({ id: true, protocol: true }).extend({
    contactName: z.string().nullable(),
  }),
  readAt: instant.nullable(),
});
export type MentionView = z.infer<typeof mentionView>;

import { UNDO_SECONDS_MAX } from "@circuito/domain";
import { z } from "zod";
import { replyChat } from "../chat-message.ts";
import { instant } from "../instant.ts";
import { articleUse, REPLY_ARTICLES_MAX } from "../knowledge.ts";
import { REPLY_FILES_MAX, replyDraft, replyMail } from "../mail.ts";
import { messageTimelineView, messageView, uploadView, wholeMailView } from "../views.ts";
import { heldReplyView } from "../writing.ts";
import { closing } from "./closing.ts";
import { type ApiRoute, byId, epoch, id, list, redirect } from "./route.ts";

/** Same limit for replies and notes; a channel's own limit is applied when sending. */
const text = z.string().trim().min(1).max(65_536);

/** Ids made by the client make every write repeatable (design, invariant 12). */
const clientId = z.uuid();

/** More are a meeting. */
const MENTIONS_MAX = 20;

export const replyBody = z.strictObject({
  /** Left out where a template takes its place, and in a chat where files say it all. */
  text: text.optional(),
  clientId,
  kind: z.enum(["reply", "note"]).default("reply"),
  /** Owner's epoch the writer saw; a reply under another owner's epoch is refused with `conflict`. */
  epoch: epoch.optional(),
  /** Of a reply by mail. */
  mail: replyMail.optional(),
  /** Of a reply on a chat channel. */
  chat: replyChat.optional(),
  /** Uploaded before; they go with this reply, in this order. */
  mediaIds: z.array(z.uuid()).max(REPLY_FILES_MAX).optional(),
  /**
   * Newest message the writer saw. If a colleague has answered since, the reply is refused with
   * `conflict` (`answered-meanwhile`, and which answer); without it nothing is compared.
   */
  lastSeenSeq: z.int().min(0).optional(),
  /** With the reply, in one go: solved, or put off until the customer writes. */
  andThen: z.enum(["resolve", "wait"]).optional(),
  /** What is said of the end, where it is one. */
  closing: closing.optional(),
  /** Version of the writer's draft that this was: it is forgotten with it. */
  draftVersion: z.int().min(0).optional(),
  /** Of a reply: articles whose address or words are in it. One that is no more published is not counted. */
  articles: z.array(articleUse).max(REPLY_ARTICLES_MAX).optional(),
  /** Of a note: colleagues who shall read it. They may read the conversation from then on. */
  mentions: z.array(z.uuid()).max(MENTIONS_MAX).optional(),
});

/** A reply that leaves later: in seconds, to think again, or at an instant. */
export const holdBody = replyBody
  .omit({ kind: true, mentions: true })
  .extend({
    afterSeconds: z.int().min(1).max(UNDO_SECONDS_MAX).optional(),
    sendAt: instant.optional(),
  })
  .refine(({ afterSeconds, sendAt }) => (afterSeconds === undefined) !== (sendAt === undefined), {
    message: "either afterSeconds or sendAt",
  });

/** What is said, and its mails and files. */
export const MESSAGE_ROUTES = {
  reply: {
    method: "POST",
    path: "/conversations/:id/messages",
    summary: "Reply to the customer, or leave a note; repeatable by clientId",
    role: "agent",
    status: 201,
    params: byId,
    body: replyBody,
    response: messageView,
  },
  holdReply: {
    method: "POST",
    path: "/conversations/:id/held-replies",
    summary: "A reply that leaves later, unless it is taken back; repeatable by clientId",
    role: "agent",
    status: 201,
    params: byId,
    body: holdBody,
    response: heldReplyView,
  },
  listHeldReplies: {
    method: "GET",
    path: "/conversations/:id/held-replies",
    summary: "Replies that wait for their time, or could not be sent when it came",
    role: "agent",
    params: byId,
    response: list(heldReplyView),
  },
  takeBackReply: {
    method: "POST",
    path: "/held-replies/:id/take-back",
    summary: "Take a reply back before it leaves; its words are the answer",
    role: "agent",
    params: byId,
    body: z.strictObject({}),
    response: heldReplyView,
  },
  replyDraft: {
    method: "GET",
    path: "/conversations/:id/reply-draft",
    summary: "Subject and recipients of a reply by mail if nobody changed anything, with reasons",
    role: "agent",
    params: byId,
    response: replyDraft,
  },
  getMessageTimeline: {
    method: "GET",
    path: "/messages/:id/timeline",
    summary:
      "What happened to a message and when: accepted, routed and why, each attempt to deliver it",
    role: "agent",
    params: byId,
    response: messageTimelineView,
  },
  getMail: {
    method: "GET",
    path: "/messages/:id/mail",
    summary: "All that is known of a mail: every word, its names, and why it is where it is",
    role: "agent",
    params: byId,
    response: wholeMailView,
  },
  showMail: {
    method: "GET",
    path: "/messages/:id/html",
    summary: "The HTML of a mail, made safe, for a sandboxed frame",
    role: "agent",
    status: 302,
    params: byId,
    query: z.strictObject({ part: z.enum(["visible", "full"]).default("full") }),
    response: redirect,
  },
  downloadSource: {
    method: "GET",
    path: "/messages/:id/raw",
    summary: "A mail's bytes as they came",
    role: "agent",
    status: 302,
    params: byId,
    response: redirect,
  },
  downloadFile: {
    method: "GET",
    path: "/messages/:id/media/:index",
    summary: "A file of a message",
    role: "agent",
    status: 302,
    params: z.strictObject({ id, index: z.coerce.number().int().min(0).max(9_999) }),
    response: redirect,
  },
  allowPictures: {
    method: "POST",
    path: "/messages/:id/allow-images",
    summary: "Show pictures from elsewhere in this sender's mails, from now on",
    role: "agent",
    params: byId,
    body: z.strictObject({}),
    response: messageView,
  },
  upload: {
    method: "POST",
    path: "/media",
    summary: "Upload a file for a reply, at most 25 MB; unused it is forgotten after a day",
    role: "agent",
    status: 201,
    takesFile: true,
    query: z.strictObject({
      name: z.string().trim().min(1).max(1_024),
      /** Spoken for this reply: goes as a voice message where the channel has them and takes the file as one. */
      as: z.literal("voice").optional(),
    }),
    response: uploadView,
  },
} as const satisfies Record<string, ApiRoute>;

import { z } from "zod";
import { replyChat } from "../chat-message.ts";
import { REPLY_FILES_MAX, replyDraft, replyMail } from "../mail.ts";
import { messageTimelineView, messageView, uploadView, wholeMailView } from "../views.ts";
import { type ApiRoute, byId, epoch, id } from "./route.ts";

/** Same limit for replies and notes; a channel's own limit is applied when sending. */
const text = z.string().trim().min(1).max(65_536);

/** Ids made by the client make every write repeatable (design, invariant 12). */
const clientId = z.uuid();

/** Where a file is, for as long as it takes to follow. */
const redirect = z.object({ url: z.string() });

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
    query: z.strictObject({ name: z.string().trim().min(1).max(1_024) }),
    response: uploadView,
  },
} as const satisfies Record<string, ApiRoute>;

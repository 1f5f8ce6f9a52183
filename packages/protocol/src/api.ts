import {
  ATTRIBUTE_LENGTH_MAX,
  ATTRIBUTE_NAME,
  ATTRIBUTES_MAX,
  CONTACT_NAME_LENGTH_MAX,
  isAddress,
  SEGMENTS_MAX,
  segmentOf,
} from "@circuito/domain";
import { z } from "zod";
import { attendantView, rehearsal, rehearsalBody, setAttendantBody } from "./attendant.ts";
import { inboxCheck, inboxTraffic, pairingSessionView, sessionWish } from "./channel-session.ts";
import { replyChat, templateView } from "./chat-message.ts";
import { instant } from "./instant.ts";
import { autoAnswers, REPLY_FILES_MAX, replyDraft, replyMail } from "./mail.ts";
import { discoverBody, discovery, mailboxTestEvent, testMailboxBody } from "./mailbox-setup.ts";
import { declineBody, offerView } from "./offers.ts";
import {
  agentSettings,
  channelWeights,
  createQueueBody,
  queueSettings,
  updateAgentBody,
  updateQueueBody,
} from "./queues.ts";
import {
  diffQuery,
  publishBody,
  restoreBody,
  ruleDifference,
  ruleDraftView,
  rulesInForce,
  ruleVersionView,
  saveDraftBody,
} from "./routing.ts";
import { backTestBody, backTestLine, dryRunBody, dryRunResult } from "./routing-trial.ts";
import {
  calendarBody,
  calendarImport,
  calendarPreview,
  calendarView,
  clocksView,
  importCalendarBody,
  inboxCalendar,
  slaPolicyBody,
  slaPolicyView,
} from "./sla.ts";
import { VERSION_MAX } from "./version.ts";
import {
  activityView,
  type agentRole,
  agentView,
  chosenReason,
  contactSuggestionView,
  contactView,
  conversationView,
  elsewhereView,
  hopsView,
  hopToMindView,
  inboxView,
  ledgerBalanceView,
  ledgerRowView,
  messageView,
  queueView,
  takenBackView,
  uploadView,
  wantedPresence,
  wholeMailView,
} from "./views.ts";

/**
 * The REST API under /api/v1, one entry a route: the server mounts this list, openapi.json is made
 * from it, and the authorization tests walk it. A route that is not here does not exist.
 */
export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Express style, without the /api/v1 prefix. */
  readonly path: string;
  readonly summary: string;
  /** Least role that may call it; `public` needs no log-in. API keys carry a role too. */
  readonly role: z.infer<typeof agentRole> | "public";
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is a file, of any type and without length known before. */
  readonly takesFile?: true;
  readonly response: z.ZodType;
  /** The answer is lines of JSON as they come to be, each one `response` (application/x-ndjson). */
  readonly streams?: true;
  /** 302: the answer is `redirect`, and goes to its URL. */
  readonly status?: 200 | 201 | 202 | 204 | 302;
}

const id = z.uuid();
const byId = z.strictObject({ id });
/** A row's place in the ledger: a positive 64-bit integer. */
const ledgerId = z
  .string()
  .refine((text) => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n);
/** Of the routing rules; 0 is before any were published. */
const version = z.coerce.number().int().min(0).max(VERSION_MAX);
/** Messages of a conversation are counted in 32 bits. */
const SEQ_MAX = 2 ** 31 - 1;
const nothing = z.object({});
const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
/** Pages are small enough to paint at once. */
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** Ids made by the client make every write repeatable (design, invariant 12). */
const clientId = z.uuid();
const epoch = z.int().min(0);
/** Same limit for replies and notes; a channel's own limit is applied when sending. */
const text = z.string().trim().min(1).max(65_536);
const note = z.string().trim().min(1).max(4_000);
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

const segment = z
  .string()
  .max(120)
  .transform((words, context) => {
    const kept = segmentOf(words);
    if (kept === undefined) {
      context.addIssue({
        code: "custom",
        message: "letters, digits, spaces and . _ - only, 40 at most",
      });
      return z.NEVER;
    }
    return kept;
  });

export const contactBody = z.strictObject({
  /** Null: nameless again. */
  name: z.string().trim().min(1).max(CONTACT_NAME_LENGTH_MAX).nullable().optional(),
  /** In place of those before; case does not matter. */
  segments: z.array(segment).max(SEGMENTS_MAX).optional(),
  /** By name; null takes one away. */
  attributes: z
    .record(
      z.string().regex(ATTRIBUTE_NAME),
      z.string().trim().min(1).max(ATTRIBUTE_LENGTH_MAX).nullable(),
    )
    .refine((given) => Object.keys(given).length <= ATTRIBUTES_MAX)
    .optional(),
});

export const directBody = z.strictObject({
  queueId: id,
  title: z.string().trim().min(1).max(200),
  category: z.string().trim().min(1).max(120),
  summary: z.string().trim().min(1).max(4_000),
  urgency: z.enum(["low", "normal", "high", "urgent"]),
  /** What the customer was promised: when they hear from us next. */
  promisedAt: instant,
  epoch,
});

/** Less than five minutes is somebody who reads; more than a day is never. */
export const presenceSettings = z.strictObject({
  idleAwayMinutes: z.int().min(5).max(1_440).nullable(),
});

const conversationAction = { params: byId, response: conversationView, role: "agent" } as const;

export const API_ROUTES = {
  logIn: {
    method: "POST",
    path: "/session",
    summary: "Log in",
    role: "public",
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(128) }),
    response: z.object({ agent: agentView }),
  },
  logOut: {
    method: "DELETE",
    path: "/session",
    summary: "Log out",
    role: "agent",
    response: nothing,
  },
  me: {
    method: "GET",
    path: "/session",
    summary: "Who am I",
    role: "agent",
    response: z.object({ agent: agentView }),
  },
  ticket: {
    method: "POST",
    path: "/session/ticket",
    summary: "One-use ticket for the agent socket, valid 60 s",
    role: "agent",
    response: z.object({ ticket: z.string() }),
  },

  listInboxes: {
    method: "GET",
    path: "/inboxes",
    summary: "Inboxes",
    role: "agent",
    response: list(inboxView),
  },
  createInbox: {
    method: "POST",
    path: "/inboxes",
    summary: "Add an inbox; settings are checked by its connector",
    role: "admin",
    status: 201,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120),
      channel: z.string(),
      settings: z.record(z.string(), z.unknown()),
    }),
    response: inboxView,
  },
  updateInbox: {
    method: "PATCH",
    path: "/inboxes/:id",
    summary: "Change an inbox",
    role: "admin",
    params: byId,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      enabled: z.boolean().optional(),
      tellsProtocol: z.boolean().optional(),
      settings: z.record(z.string(), z.unknown()).optional(),
    }),
    response: inboxView,
  },
  backfillInbox: {
    method: "POST",
    path: "/inboxes/:id/backfill",
    summary: "Fetch what came to a mailbox in this time and is not in the ledger",
    role: "admin",
    status: 202,
    params: byId,
    body: z.strictObject({ since: instant, until: instant }),
    response: inboxView,
  },

  getSession: {
    method: "GET",
    path: "/inboxes/:id/session",
    summary: "How the session of an inbox does, with the code to pair by, and what went through it",
    role: "admin",
    params: byId,
    response: z.object({ session: pairingSessionView.nullable(), traffic: inboxTraffic }),
  },
  wishSession: {
    method: "POST",
    path: "/inboxes/:id/session",
    summary: "Pair anew, restart or give up the session of an inbox",
    role: "admin",
    status: 202,
    params: byId,
    body: sessionWish,
    response: nothing,
  },
  checkInbox: {
    method: "POST",
    path: "/inboxes/:id/check",
    summary: "Ask the provider whether an inbox's settings work; nothing is sent to anybody",
    role: "admin",
    params: byId,
    response: inboxCheck,
  },
  listTemplates: {
    method: "GET",
    path: "/inboxes/:id/templates",
    summary: "Texts that may be sent when free words may not",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(templateView) }),
  },

  discoverMailbox: {
    method: "POST",
    path: "/mailboxes/discover",
    summary: "Settings that may be those of an address's mailbox, with who says so",
    role: "admin",
    body: discoverBody,
    response: discovery,
  },
  testMailbox: {
    method: "POST",
    path: "/mailboxes/test",
    summary: "Try a mailbox step by step; each step is told as it ends. Nothing is kept",
    role: "admin",
    body: testMailboxBody,
    response: mailboxTestEvent,
    streams: true,
  },
  listCalendars: {
    method: "GET",
    path: "/calendars",
    summary: "When people answer: hours, holidays and dates of their own",
    role: "agent",
    response: list(calendarView),
  },
  createCalendar: {
    method: "POST",
    path: "/calendars",
    summary: "Add a calendar",
    role: "admin",
    status: 201,
    body: calendarBody,
    response: calendarView,
  },
  updateCalendar: {
    method: "PUT",
    path: "/calendars/:id",
    summary: "Change a calendar; what was promised before keeps the hours it had",
    role: "admin",
    params: byId,
    body: calendarBody,
    response: calendarView,
  },
  deleteCalendar: {
    method: "DELETE",
    path: "/calendars/:id",
    summary: "Delete a calendar that nobody counts by",
    role: "admin",
    params: byId,
    response: nothing,
  },
  importCalendar: {
    method: "POST",
    path: "/calendars/:id/import",
    summary: "Take the dates of an iCalendar file into a calendar",
    role: "admin",
    params: byId,
    body: importCalendarBody,
    response: calendarImport,
  },
  previewCalendar: {
    method: "GET",
    path: "/calendars/:id/preview",
    summary: "Whether a calendar is open at an instant, when that changes, and the year's holidays",
    role: "agent",
    params: byId,
    query: z.strictObject({ at: instant.optional() }),
    response: calendarPreview,
  },
  getInboxCalendar: {
    method: "GET",
    path: "/inboxes/:id/calendar",
    summary: "By which calendar an inbox answers",
    role: "agent",
    params: byId,
    response: inboxCalendar,
  },
  setInboxCalendar: {
    method: "PUT",
    path: "/inboxes/:id/calendar",
    summary: "Set by which calendar an inbox answers; null is always",
    role: "admin",
    params: byId,
    body: inboxCalendar,
    response: inboxCalendar,
  },
  listSlaPolicies: {
    method: "GET",
    path: "/sla-policies",
    summary: "What is promised; with how far behind the clocks of conversations are",
    role: "agent",
    response: list(slaPolicyView).extend({
      /** Since when the oldest thing waits that the clocks do not know yet, ms. */
      lagMs: z.int(),
    }),
  },
  createSlaPolicy: {
    method: "POST",
    path: "/sla-policies",
    summary: "Add a policy; it is promised to conversations that begin from now on",
    role: "admin",
    status: 201,
    body: slaPolicyBody,
    response: slaPolicyView,
  },
  updateSlaPolicy: {
    method: "PUT",
    path: "/sla-policies/:id",
    summary: "Change a policy; what was promised before stays promised",
    role: "admin",
    params: byId,
    body: slaPolicyBody,
    response: slaPolicyView,
  },
  deleteSlaPolicy: {
    method: "DELETE",
    path: "/sla-policies/:id",
    summary: "Delete a policy that was promised to nobody",
    role: "admin",
    params: byId,
    response: nothing,
  },
  rebaseSlaPolicy: {
    method: "POST",
    path: "/sla-policies/:id/rebase",
    summary: "Give the open conversations of a policy its newest terms",
    role: "admin",
    params: byId,
    body: z.strictObject({}),
    response: z.object({ conversations: z.int() }),
  },

  getAutoAnswers: {
    method: "GET",
    path: "/inboxes/:id/auto-answers",
    summary: "What a mail inbox says by itself",
    role: "admin",
    params: byId,
    response: autoAnswers,
  },
  setAutoAnswers: {
    method: "PUT",
    path: "/inboxes/:id/auto-answers",
    summary: "Set what a mail inbox says by itself; empty is off",
    role: "admin",
    params: byId,
    body: autoAnswers,
    response: autoAnswers,
  },
  getAttendant: {
    method: "GET",
    path: "/inboxes/:id/attendant",
    summary: "What the attendant of a chat inbox says before people do",
    role: "admin",
    params: byId,
    response: attendantView,
  },
  setAttendant: {
    method: "PUT",
    path: "/inboxes/:id/attendant",
    summary: "Save what it says as the next version; refused with every place that leads nowhere",
    role: "admin",
    params: byId,
    body: setAttendantBody,
    response: attendantView,
  },
  rehearseAttendant: {
    method: "POST",
    path: "/inboxes/:id/attendant/rehearsal",
    summary:
      "What it would say to a customer, turn by turn; nothing is saved and nobody is written to",
    role: "admin",
    params: byId,
    body: rehearsalBody,
    response: rehearsal,
  },

  listContacts: {
    method: "GET",
    path: "/contacts",
    summary: "Contacts, by address or segment",
    role: "agent",
    query: z.strictObject({
      address: z.string().max(320).optional(),
      segment: segment.optional(),
      ...page,
    }),
    response: list(contactView),
  },
  getContact: {
    method: "GET",
    path: "/contacts/:id",
    summary: "One contact, by any id that they ever had",
    role: "agent",
    params: byId,
    response: contactView,
  },
  updateContact: {
    method: "PATCH",
    path: "/contacts/:id",
    summary: "Name, segments and attributes; what is left out stays",
    role: "agent",
    params: byId,
    body: contactBody,
    response: contactView,
  },
  listSuggestions: {
    method: "GET",
    path: "/contacts/:id/suggestions",
    summary: "Who may be the same person, and what says so",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(contactSuggestionView) }),
  },
  dismissSuggestion: {
    method: "POST",
    path: "/contacts/:id/suggestions/dismiss",
    summary: "Two people: not suggested again, and not merged by the machine",
    role: "agent",
    params: byId,
    body: z.strictObject({ contactId: id }),
    response: contactView,
  },
  mergeContacts: {
    method: "POST",
    path: "/contacts/:id/merge",
    summary: "One person: what the other contact has becomes this one's, until it is taken back",
    role: "agent",
    params: byId,
    body: z.strictObject({ contactId: id }),
    response: contactView,
  },
  unmergeContacts: {
    method: "POST",
    path: "/contacts/:id/unmerge",
    summary: "Take a merge back: everything is as it was",
    role: "agent",
    params: byId,
    body: z.strictObject({ mergeId: id }),
    response: contactView,
  },
  shareAddress: {
    method: "PUT",
    path: "/contacts/:id/addresses/:address/shared",
    summary: "Whether several people write from an address; nothing is concluded from a shared one",
    role: "agent",
    params: z.strictObject({ id, address: z.string().max(320).refine(isAddress) }),
    body: z.strictObject({ shared: z.boolean() }),
    response: contactView,
  },

  listConversations: {
    method: "GET",
    path: "/conversations",
    summary: "Conversations the caller may see; what waited longest, or breaks next, comes first",
    role: "agent",
    query: z.strictObject({
      contactId: id.optional(),
      queueId: id.optional(),
      assigneeId: z.union([id, z.literal("none")]).optional(),
      status: z.enum(["open", "snoozed", "resolved", "closed"]).optional(),
      /** The console's three groups; `status` wins if both are given. */
      group: z.enum(["to-do", "waiting", "resolved"]).optional(),
      /** What breaks next first, instead of what waited longest or is newest. */
      order: z.enum(["next-breach"]).optional(),
      /** A whole protocol number, as it was dictated or typed; one that cannot be ours is refused. */
      protocol: z.string().trim().min(1).max(40).optional(),
      /** Words in the contact's name, address, protocol or title. */
      search: z.string().trim().max(120).optional(),
      ...page,
    }),
    response: z.object({
      items: z.array(conversationView),
      nextCursor: z.string().nullable(),
      position: z.string(),
    }),
  },
  getConversation: {
    method: "GET",
    path: "/conversations/:id",
    summary: "One conversation",
    ...conversationAction,
  },
  listElsewhere: {
    method: "GET",
    path: "/conversations/:id/elsewhere",
    summary: "Open conversations of the same person on other channels, within a day",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(elsewhereView) }),
  },
  listMessages: {
    method: "GET",
    path: "/conversations/:id/messages",
    summary: "Messages by seq, newest page first; `before` pages back, `after` fills a gap",
    role: "agent",
    params: byId,
    query: z.strictObject({
      before: z.coerce.number().int().min(1).max(SEQ_MAX).optional(),
      after: z.coerce.number().int().min(0).max(SEQ_MAX).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(messageView), hasMore: z.boolean() }),
  },
  listActivities: {
    method: "GET",
    path: "/conversations/:id/activities",
    summary: "The story: every decision and move, with its reason",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(activityView) }),
  },
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

  getClocks: {
    method: "GET",
    path: "/conversations/:id/clocks",
    summary: "What was promised, how it stands, and where every minute of it went",
    role: "agent",
    params: byId,
    response: clocksView,
  },
  listHops: {
    method: "GET",
    path: "/conversations/:id/hops",
    summary: "Where it waited and who took it: every hand-over with its words and times",
    role: "agent",
    params: byId,
    response: hopsView,
  },
  listHandOversToMind: {
    method: "GET",
    path: "/hand-overs",
    summary: "Hand-overs that nobody took in time, and those that people pass to and fro",
    role: "supervisor",
    response: z.object({ items: z.array(hopToMindView) }),
  },

  claim: {
    method: "POST",
    path: "/conversations/:id/claim",
    summary: "Take an unassigned conversation; one wins, the others learn who",
    ...conversationAction,
    body: z.strictObject({ epoch: epoch.optional() }),
  },
  listOffers: {
    method: "GET",
    path: "/offers",
    summary: "Conversations held out to the caller now",
    role: "agent",
    response: list(offerView),
  },
  acceptOffer: {
    method: "POST",
    path: "/offers/:id/accept",
    summary: "Take what was offered; the conversation is the caller's",
    ...conversationAction,
    body: z.strictObject({}),
  },
  declineOffer: {
    method: "POST",
    path: "/offers/:id/decline",
    summary: "Say why not: it goes to somebody else, and does not come back for half an hour",
    role: "agent",
    params: byId,
    body: declineBody,
    response: nothing,
  },
  transfer: {
    method: "POST",
    path: "/conversations/:id/transfer",
    summary: "To another queue or agent of the same level",
    ...conversationAction,
    body: z.strictObject({ queueId: id.optional(), agentId: id.optional(), note, epoch }),
  },
  direct: {
    method: "POST",
    path: "/conversations/:id/direct",
    summary: "A director hands a registered problem to an area's queue",
    ...conversationAction,
    body: directBody,
  },
  escalate: {
    method: "POST",
    path: "/conversations/:id/escalate",
    summary: "To a higher level, with what was tried and what came of it",
    ...conversationAction,
    body: z.strictObject({ queueId: id, tried: note, result: note, epoch }),
  },
  return: {
    method: "POST",
    path: "/conversations/:id/return",
    summary: "Back to where it came from, with a reason; a second time, to the supervisors",
    ...conversationAction,
    body: z.strictObject({ reason: note, epoch }),
  },
  resolve: {
    method: "POST",
    path: "/conversations/:id/resolve",
    summary: "Solved",
    ...conversationAction,
    body: z.strictObject({ epoch }),
  },
  reopen: {
    method: "POST",
    path: "/conversations/:id/reopen",
    summary: "Open again",
    ...conversationAction,
    body: z.strictObject({}),
  },
  snooze: {
    method: "POST",
    path: "/conversations/:id/snooze",
    summary: "Out of the way until a time, or until the customer writes",
    ...conversationAction,
    body: z.strictObject({ until: instant, epoch }),
  },

  listQueues: {
    method: "GET",
    path: "/queues",
    summary: "Queues with who waits and who serves",
    role: "agent",
    response: list(queueView),
  },
  createQueue: {
    method: "POST",
    path: "/queues",
    summary: "Add a queue; nobody serves it until somebody is made a member",
    role: "admin",
    body: createQueueBody,
    response: queueSettings,
    status: 201,
  },
  getQueue: {
    method: "GET",
    path: "/queues/:id",
    summary: "How a queue hands out what waits in it, and who serves it",
    role: "supervisor",
    params: byId,
    response: queueSettings,
  },
  updateQueue: {
    method: "PATCH",
    path: "/queues/:id",
    summary: "Change a queue; members are replaced as a whole",
    role: "admin",
    params: byId,
    body: updateQueueBody,
    response: queueSettings,
  },
  getAgent: {
    method: "GET",
    path: "/agents/:id",
    summary: "What somebody can hold and do",
    role: "supervisor",
    params: byId,
    response: agentSettings,
  },
  updateAgent: {
    method: "PATCH",
    path: "/agents/:id",
    summary: "Change somebody's capacity, channel limits, skills and languages",
    role: "admin",
    params: byId,
    body: updateAgentBody,
    response: agentSettings,
  },
  getChannelWeights: {
    method: "GET",
    path: "/channel-weights",
    summary: "Channels whose conversations cost their agent other than usual",
    role: "supervisor",
    response: channelWeights,
  },
  setChannelWeights: {
    method: "PUT",
    path: "/channel-weights",
    summary: "Set what channels cost; one that is not named costs 1, mail 0.5",
    role: "admin",
    body: channelWeights,
    response: channelWeights,
  },
  listAgents: {
    method: "GET",
    path: "/agents",
    summary: "Agents and their presence",
    role: "agent",
    response: list(agentView),
  },
  setPresence: {
    method: "PUT",
    path: "/agents/:id/presence",
    summary: "Own presence, and why; a supervisor may set anyone's",
    role: "agent",
    params: byId,
    body: z.strictObject({ wanted: wantedPresence, reason: chosenReason.optional() }),
    response: agentView,
  },

  setShift: {
    method: "PUT",
    path: "/agents/:id/shift",
    summary: "The calendar of the hours somebody works; null: nobody watches",
    role: "supervisor",
    params: byId,
    body: z.strictObject({ calendarId: id.nullable() }),
    response: agentView,
  },
  listTakenBack: {
    method: "GET",
    path: "/taken-back",
    summary: "Own conversations that went back to their queue while one was gone",
    role: "agent",
    response: z.object({ items: z.array(takenBackView) }),
  },
  readTakenBack: {
    method: "POST",
    path: "/taken-back/read",
    summary: "They were read, up to an instant: not told again",
    role: "agent",
    body: z.strictObject({ upTo: instant }),
    response: nothing,
  },
  getPresenceSettings: {
    method: "GET",
    path: "/settings/presence",
    summary: "When somebody who touches nothing is away",
    role: "supervisor",
    response: presenceSettings,
  },
  setPresenceSettings: {
    method: "PUT",
    path: "/settings/presence",
    summary: "Set when somebody who touches nothing is away; null: never",
    role: "admin",
    body: presenceSettings,
    response: presenceSettings,
  },

  getRules: {
    method: "GET",
    path: "/routing/rules",
    summary: "The routing rules in force, in order; first match wins",
    role: "supervisor",
    response: rulesInForce,
  },
  getRuleDraft: {
    method: "GET",
    path: "/routing/draft",
    summary: "Rules that are being written; those in force where nobody began",
    role: "supervisor",
    response: ruleDraftView,
  },
  saveRuleDraft: {
    method: "PUT",
    path: "/routing/draft",
    summary: "Save the draft whole; refused if somebody else changed it since",
    role: "admin",
    body: saveDraftBody,
    response: ruleDraftView,
  },
  discardRuleDraft: {
    method: "DELETE",
    path: "/routing/draft",
    summary: "Throw the draft away: it is the rules in force again",
    role: "admin",
    query: z.strictObject({ token: z.string().min(1).max(60) }),
    response: ruleDraftView,
  },
  publishRules: {
    method: "POST",
    path: "/routing/draft/publish",
    summary: "Route by the draft from now on, everywhere at once",
    role: "admin",
    body: publishBody,
    response: ruleVersionView,
  },
  listRuleVersions: {
    method: "GET",
    path: "/routing/versions",
    summary: "What was published when and by whom, newest first",
    role: "supervisor",
    query: z.strictObject({ before: version.optional(), limit: page.limit }),
    response: z.object({ items: z.array(ruleVersionView), hasMore: z.boolean() }),
  },
  getRuleVersion: {
    method: "GET",
    path: "/routing/versions/:version",
    summary: "The rules of a version",
    role: "supervisor",
    params: z.strictObject({ version }),
    response: rulesInForce,
  },
  restoreRules: {
    method: "POST",
    path: "/routing/versions/:version/restore",
    summary: "Publish a former version again, as a new one",
    role: "admin",
    params: z.strictObject({ version }),
    body: restoreBody,
    response: ruleVersionView,
  },
  diffRules: {
    method: "GET",
    path: "/routing/diff",
    summary: "What was added, removed, changed or moved between two versions, or in the draft",
    role: "supervisor",
    query: diffQuery,
    response: z.object({
      from: z.union([z.int(), z.literal("draft")]),
      to: z.union([z.int(), z.literal("draft")]),
      differences: z.array(ruleDifference),
    }),
  },
  dryRun: {
    method: "POST",
    path: "/routing/dry-run",
    summary: "What would happen to this message, and why",
    role: "supervisor",
    body: dryRunBody,
    response: dryRunResult,
  },
  backTest: {
    method: "POST",
    path: "/routing/back-test",
    summary: "Where what came lately went, goes by the rules in force, and would go by the draft",
    role: "supervisor",
    body: backTestBody,
    response: backTestLine,
    streams: true,
  },

  listLedger: {
    method: "GET",
    path: "/ledger",
    summary: "The timeline of a message by its external id; what was parked or suppressed, and why",
    role: "supervisor",
    query: z.strictObject({
      inboxId: id.optional(),
      externalId: z.string().max(255).optional(),
      state: z.enum(["accepted", "routed", "suppressed", "parked"]).optional(),
      ...page,
    }),
    response: list(ledgerRowView),
  },
  releaseLedgerRow: {
    method: "POST",
    path: "/ledger/:id/release",
    summary: "Let in what was parked or suppressed: it is routed at once, whatever its class",
    role: "supervisor",
    params: z.strictObject({ id: ledgerId }),
    response: ledgerRowView,
  },
  ledgerBalance: {
    method: "GET",
    path: "/ledger/balance",
    summary: "received = routed + duplicate + suppressed + parked + in flight, per channel",
    role: "supervisor",
    response: ledgerBalanceView,
  },
} as const satisfies Record<string, ApiRoute>;

export type ApiRouteName = keyof typeof API_ROUTES;

import { z } from "zod";
import {
  attendantVersionView,
  attendantView,
  inboxAttendant,
  rehearsal,
  rehearsalBody,
  setAttendantBody,
} from "../attendant.ts";
import {
  chatInstallation,
  identityCheck,
  identitySecret,
  inboxCheck,
  inboxComparison,
  inboxTraffic,
  inboxTrafficView,
  pairingSessionView,
  sessionWish,
} from "../channel-session.ts";
import { templateView } from "../chat-message.ts";
import {
  draftInboxRoutingBody,
  inboxRouting,
  inboxRoutingQuery,
  setInboxRoutingBody,
} from "../inbox-routing.ts";
import { instant } from "../instant.ts";
import { autoAnswers } from "../mail.ts";
import {
  beginConsentBody,
  consentBegun,
  consentView,
  discoverBody,
  discovery,
  mailboxTestEvent,
  testMailboxBody,
} from "../mailbox-setup.ts";
import { sandboxAnswer, sandboxBody } from "../sandbox.ts";
import { senderCheck } from "../sender-check.ts";
import { VERSION_MAX } from "../version.ts";
import { inboxView } from "../views.ts";
import { type ApiRoute, byId, list, nothing, page } from "./route.ts";

/** Of an attendant; 0 is before any was saved. */
const version = z.coerce.number().int().min(0).max(VERSION_MAX);

/** Longer ones are cut off by servers. */
const PAGE_URL_LENGTH_MAX = 2_000;

/** Long enough to bring a new secret to every server of a site, on a working day. */
const OVERLAP_HOURS = 24;
/** A secret that leaks is ended; one that does not is taken over within a week. */
const OVERLAP_HOURS_MAX = 168;

/** A header carries no more; ours has six short claims. */
const IDENTITY_LENGTH_MAX = 8_000;

/** Channels: inboxes, what they say by themselves, and mailboxes before there is one. */
export const INBOX_ROUTES = {
  listInboxes: {
    method: "GET",
    path: "/inboxes",
    summary: "Inboxes",
    role: "agent",
    response: list(inboxView),
  },
  listInboxTraffic: {
    method: "GET",
    path: "/inbox-traffic",
    summary:
      "How every inbox does: when it last heard a customer, what waits, what failed in a day",
    role: "admin",
    response: list(inboxTrafficView),
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
    response: z.object({
      session: pairingSessionView.nullable(),
      traffic: inboxTraffic,
      compared: inboxComparison.nullable(),
    }),
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
  writeInSandbox: {
    method: "POST",
    path: "/inboxes/:id/sandbox-messages",
    summary:
      "Write as a made-up customer: signed with a test channel's own secret, and taken as what comes from outside",
    role: "admin",
    status: 202,
    params: byId,
    body: sandboxBody,
    response: sandboxAnswer,
  },
  checkInbox: {
    method: "POST",
    path: "/inboxes/:id/check",
    summary: "Ask the provider whether an inbox's settings work; nothing is sent to anybody",
    role: "admin",
    params: byId,
    response: inboxCheck,
  },
  checkSender: {
    method: "POST",
    path: "/inboxes/:id/sender-check",
    summary: "Ask the DNS whether mail of a mailbox will be believed: SPF, DKIM and DMARC",
    role: "admin",
    params: byId,
    response: senderCheck,
  },
  checkChatInstallation: {
    method: "POST",
    path: "/inboxes/:id/installation-check",
    summary: "Fetch a page of a site and look whether it loads this inbox's chat",
    role: "admin",
    params: byId,
    body: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(PAGE_URL_LENGTH_MAX) }),
    response: chatInstallation,
  },
  checkIdentity: {
    method: "POST",
    path: "/inboxes/:id/identity-check",
    summary: "Say which check a customer's identity fails that a site signed for its chat",
    role: "admin",
    params: byId,
    body: z.strictObject({ token: z.string().trim().min(1).max(IDENTITY_LENGTH_MAX) }),
    response: identityCheck,
  },
  makeIdentitySecret: {
    method: "POST",
    path: "/inboxes/:id/identity-secret",
    summary:
      "Make the secret that a chat's site signs its customers' identity with; shown this once",
    role: "admin",
    params: byId,
    body: z.strictObject({
      /** How long what the secret before signed still holds, hours; 0: it ends now. */
      overlapHours: z.int().min(0).max(OVERLAP_HOURS_MAX).default(OVERLAP_HOURS),
    }),
    response: identitySecret,
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
  beginMailConsent: {
    method: "POST",
    path: "/mailboxes/consents",
    summary: "Ask a provider for the right to a mailbox: the page where its owner consents",
    role: "admin",
    status: 201,
    body: beginConsentBody,
    response: consentBegun,
  },
  getMailConsent: {
    method: "GET",
    path: "/mailboxes/consents/:id",
    summary: "Whether the owner of a mailbox has consented yet",
    role: "admin",
    params: byId,
    response: consentView,
  },
  getInboxRouting: {
    method: "GET",
    path: "/inboxes/:id/routing",
    summary: "Where an inbox's messages go, or would go, with the rule that decides",
    role: "admin",
    params: byId,
    query: inboxRoutingQuery,
    response: inboxRouting,
  },
  setInboxRouting: {
    method: "PUT",
    path: "/inboxes/:id/routing",
    summary: "Publish a rule that sends an inbox's messages to a queue, or take it out",
    role: "admin",
    params: byId,
    body: setInboxRoutingBody,
    response: inboxRouting,
  },
  draftInboxRouting: {
    method: "PUT",
    path: "/inboxes/:id/routing/draft",
    summary:
      "Put such a rule into the draft of the rules, or take it out there; nothing is published",
    role: "admin",
    params: byId,
    body: draftInboxRoutingBody,
    response: inboxRouting,
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
  listAttendants: {
    method: "GET",
    path: "/attendants",
    summary: "Every inbox that may have an attendant, and how it stands",
    role: "admin",
    response: z.object({ items: z.array(inboxAttendant) }),
  },
  listAttendantVersions: {
    method: "GET",
    path: "/inboxes/:id/attendant/versions",
    summary: "What was saved when and by whom, newest first",
    role: "admin",
    params: byId,
    query: z.strictObject({ before: version.optional(), limit: page.limit }),
    response: z.object({ items: z.array(attendantVersionView), hasMore: z.boolean() }),
  },
  getAttendantVersion: {
    method: "GET",
    path: "/inboxes/:id/attendant/versions/:version",
    summary: "What a version says",
    role: "admin",
    params: byId.extend({ version }),
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
} as const satisfies Record<string, ApiRoute>;

import { z } from "zod";
import { sessionView } from "./channel-session.ts";
import { changesView, chatView } from "./chat-message.ts";
import { slaMeasure } from "./sla.ts";

/** What browsers and API clients see. Instants are ISO 8601 in UTC; ids are UUIDs. */
const id = z.uuid();
const instant = z.iso.datetime();

export const agentRole = z.enum(["agent", "supervisor", "admin"]);
export type AgentRole = z.infer<typeof agentRole>;
/** What the person wants; whether we can reach them is `reachable`. */
export const wantedPresence = z.enum(["available", "busy", "away", "offline"]);
export type WantedPresence = z.infer<typeof wantedPresence>;
/** Why somebody takes a break, in their own word. */
export const chosenReason = z.enum(["break", "lunch", "meeting", "training", "other"]);
export type ChosenReason = z.infer<typeof chosenReason>;
/** The last three are ours: offers missed in a row, nothing typed for long, the shift is over. */
export const presenceReason = z.enum([
  ...chosenReason.options,
  "missed-offers",
  "idle",
  "shift-over",
]);
export type PresenceReason = z.infer<typeof presenceReason>;

export const agentView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: agentRole,
  queueIds: z.array(id),
  wanted: wantedPresence,
  /** Null where none was given, and while they want conversations. */
  wantedReason: presenceReason.nullable(),
  wantedSince: instant,
  /** The calendar of the hours they work; null: nobody watches. */
  shiftId: id.nullable(),
  /** At least one live socket, or within the grace after losing it. */
  reachable: z.boolean(),
  load: z.number(),
  capacity: z.number(),
});
export type AgentView = z.infer<typeof agentView>;

/** A conversation that went back to its queue while its owner was gone, and where it is now. */
export const takenBackView = z.object({
  conversationId: id,
  protocol: z.string(),
  contactName: z.string().nullable(),
  at: instant,
  because: z.enum(["unanswered-chat", "chat-customer-waits", "customer-waits"]),
  /** Since when the owner was gone. */
  absentSince: instant,
  queueId: id.nullable(),
  assignee: z.object({ id, name: z.string() }).nullable(),
});
export type TakenBackView = z.infer<typeof takenBackView>;

export const queueView = z.object({
  id,
  name: z.string(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  role: z.enum(["solver", "director", "specialist", "supervisor"]),
  area: z.string().nullable(),
  waiting: z.int(),
  oldestWaitingSince: instant.nullable(),
  agentsAvailable: z.int(),
});
export type QueueView = z.infer<typeof queueView>;

/** How the connection of an inbox does that one process of the fleet keeps. */
export const inboxConnection = z.object({
  status: z.enum(["connecting", "connected", "trouble"]),
  since: instant,
  /** Set in trouble; `credentials` waits for a person. */
  kind: z.enum(["credentials", "transient"]).optional(),
  reason: z.string().optional(),
  retryAt: instant.optional(),
});

/** How far a folder of an inbox is taken in. */
export const folderProgress = z.object({
  folder: z.string(),
  taken: z.int(),
  waiting: z.int(),
  parked: z.int(),
  vanished: z.int(),
  /** Not to be had for now; looked for again later. */
  setAside: z.int(),
  lookedAt: instant,
});

export const inboxView = z.object({
  id,
  name: z.string(),
  channel: z.string(),
  provider: z.string(),
  enabled: z.boolean(),
  /** Whether customers are told the protocol number in words, once a conversation. */
  tellsProtocol: z.boolean(),
  webhookUrl: z.string().nullable(),
  /** Public settings only: secrets never leave. */
  settings: z.record(z.string(), z.unknown()),
  /** Absent for channels that come to us by webhook or socket. */
  connection: inboxConnection.optional(),
  /** Only of channels with a session that a person has to open. */
  session: sessionView.optional(),
  /** Only of channels that are read folder by folder, once somebody looked. */
  progress: z.array(folderProgress).optional(),
});
export type InboxView = z.infer<typeof inboxView>;

export const contactView = z.object({
  id,
  name: z.string().nullable(),
  addresses: z.array(
    z.object({
      address: z.string(),
      /** How sure we are that it is theirs: signed, channel-proven, alias, self-declared, agent-asserted. */
      evidence: z.string(),
      /** Several people write from it. */
      shared: z.boolean(),
      since: instant,
    }),
  ),
  segments: z.array(z.string()),
  attributes: z.record(z.string(), z.string()),
  /** Contacts that were found to be this person, newest first; each can be taken apart again. */
  merges: z.array(
    z.object({
      id,
      contactId: id,
      name: z.string().nullable(),
      /** One that it brought, if any. */
      address: z.string().nullable(),
      evidence: z.string(),
      because: z.string(),
      /** Null: the machine, or a program. */
      byName: z.string().nullable(),
      at: instant,
    }),
  ),
  /** What they said of themselves; nobody checked it. */
  claims: z.object({ email: z.string().optional(), phone: z.string().optional() }),
  createdAt: instant,
});
export type ContactView = z.infer<typeof contactView>;

/** Somebody who may be the same person. */
export const contactSuggestionView = z.object({
  contactId: id,
  name: z.string().nullable(),
  /** One of theirs. */
  address: z.string().nullable(),
  evidence: z.string(),
  /** What says so: claims-address, claims-alike, same-number, signed-identity, same-account. */
  because: z.string(),
  /** What both have. */
  shares: z.string().nullable(),
  createdAt: instant,
});
export type ContactSuggestionView = z.infer<typeof contactSuggestionView>;

/** Where the same person writes, too. */
export const elsewhereView = z.object({
  channel: z.string(),
  protocol: z.string(),
  /** Null: not the caller's to see. */
  conversationId: id.nullable(),
  assigneeName: z.string().nullable(),
  lastMessageAt: instant,
});
export type ElsewhereView = z.infer<typeof elsewhereView>;

/** Why something was decided: a closed code, and the facts behind it for people to read. */
export const reason = z.object({
  because: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

export const handOverKind = z.enum(["transfer", "direct", "escalate", "return"]);
/** Why it is for a supervisor to say where a conversation goes. */
export const diversion = z.enum(["second-return", "same-queue-twice"]);

export const handOver = z.object({
  kind: handOverKind,
  byName: z.string(),
  fromQueueId: id.nullable(),
  /** Note of a transfer, summary of a problem, what was tried, reason of a return. */
  note: z.string(),
  /** Of an escalation: what came of what was tried. */
  result: z.string().nullable(),
  at: instant,
  diverted: diversion.nullable(),
});

const somebody = z.object({ id, name: z.string() });

/** One hand-over of a conversation, with its times. */
export const hopView = z.object({
  conversationId: id,
  /** 1..n within the conversation. */
  n: z.int(),
  kind: handOverKind,
  fromQueueId: id.nullable(),
  toQueueId: id.nullable(),
  /** Who had it when it left, and the colleague it went straight to. */
  fromAgent: somebody.nullable(),
  toAgent: somebody.nullable(),
  byName: z.string(),
  note: z.string(),
  result: z.string().nullable(),
  diverted: diversion.nullable(),
  /** Where it had been meant to go, if it was diverted. */
  meantQueueId: id.nullable(),
  at: instant,
  /** When somebody there should have taken it at the latest. */
  acceptBy: instant.nullable(),
  acceptedAt: instant.nullable(),
  acceptedBy: somebody.nullable(),
  /** When it was noticed that nobody took it in time. */
  overdueAt: instant.nullable(),
  /** When the next hand-over took it away. */
  leftAt: instant.nullable(),
  /** How long it waited there for somebody; by now, if it still does. */
  queueMs: z.int(),
});
export type HopView = z.infer<typeof hopView>;

/** One on the supervisors' list, and whose it is. */
export const hopToMindView = hopView.extend({
  protocol: z.string(),
  contactName: z.string().nullable(),
});
export type HopToMindView = z.infer<typeof hopToMindView>;

/** Every stay of a conversation: where it came, then each hand-over. */
export const hopsView = z.object({
  arrival: hopView.pick({ acceptedAt: true, acceptedBy: true, at: true, queueMs: true }).extend({
    queueId: id.nullable(),
  }),
  items: z.array(hopView),
});
export type HopsView = z.infer<typeof hopsView>;

export const conversationView = z.object({
  id,
  /** Number told to the customer. */
  protocol: z.string(),
  channel: z.string(),
  inboxId: id,
  contact: z.object({ id, name: z.string().nullable(), address: z.string() }),
  status: z.enum(["open", "snoozed", "resolved", "closed"]),
  /** Whose turn it is while open. `agent` is the console's "to do". */
  waitingOn: z.enum(["agent", "customer", "third-party"]),
  /** While `inMenu`, the queue where it would be: it waits in none, and nobody is called. */
  queueId: id.nullable(),
  /** The attendant still asks the customer what it is about. Whoever answers takes it over. */
  inMenu: z.boolean(),
  level: z.int(),
  priority: z.int(),
  assignee: z.object({ id, name: z.string() }).nullable(),
  /** Grows with every change of owner; send it back with owner-sensitive actions. */
  epoch: z.int(),
  /** Grows with every visible change; older versions are dropped by clients. */
  version: z.int(),
  lastSeq: z.int(),
  /** Of the last mail; null on channels without subjects. */
  subject: z.string().nullable(),
  title: z.string().nullable(),
  category: z.string().nullable(),
  summary: z.string().nullable(),
  urgency: z.enum(["low", "normal", "high", "urgent"]).nullable(),
  promisedAt: instant.nullable(),
  tags: z.array(z.string()),
  arrivedAt: instant,
  lastMessageAt: instant.nullable(),
  waitingSince: instant.nullable(),
  snoozedUntil: instant.nullable(),
  resolvedAt: instant.nullable(),
  /** First characters of the newest message, for lists. */
  preview: z.string(),
  previewFrom: z.enum(["customer", "agent", "note", "system"]).nullable(),
  handOver: handOver.nullable(),
  /** Until when free words may be sent; afterwards only templates. Null: the channel has no such end. */
  replyWindowEndsAt: instant.nullable(),
  /** The promise that breaks next, or broke longest ago; null while none's time goes by. */
  nextDue: z
    .object({
      measure: slaMeasure,
      /** From when on it is at risk. */
      warningAt: instant.nullable(),
      at: instant,
    })
    .nullable(),
  /** Grows with every change of `nextDue`; under one `version` the greater is the newer. */
  promisesRevision: z.int(),
});
export type ConversationView = z.infer<typeof conversationView>;

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

/** A file that waits for the message it goes with. */
export const uploadView = z.object({
  id,
  fileName: z.string(),
  /** By its content, whatever it was called. */
  mimeType: z.string(),
  sizeBytes: z.int(),
  warning: z.enum(["dangerous", "damaged"]).nullable(),
});

/** A line of the story that nobody wrote: assigned, directed, returned, resolved… */
export const activityView = z.object({
  id: z.string(),
  conversationId: id,
  kind: z.string(),
  actorName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  because: z.string().nullable(),
  at: instant,
});
export type ActivityView = z.infer<typeof activityView>;

export const ledgerRowView = z.object({
  id: z.string(),
  inboxId: id,
  externalId: z.string(),
  collision: z.int(),
  kind: z.enum(["message", "receipt", "change", "malformed"]),
  state: z.enum(["accepted", "routed", "suppressed", "parked"]),
  reason: z.string().nullable(),
  duplicates: z.int(),
  receivedAt: instant,
  routedAt: instant.nullable(),
  messageId: id.nullable(),
  conversationId: id.nullable(),
  seq: z.int().nullable(),
  payloadSha256: z.string(),
  /** The stored trail: why this contact, this conversation, this queue, this agent. */
  decisions: z.array(
    z.object({
      kind: z.string(),
      at: instant,
      outcome: z.string(),
      because: z.string(),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type LedgerRowView = z.infer<typeof ledgerRowView>;

export const ledgerBalanceView = z.object({
  channels: z.array(
    z.object({
      channel: z.string(),
      received: z.int(),
      routed: z.int(),
      duplicate: z.int(),
      suppressed: z.int(),
      parked: z.int(),
      inFlight: z.int(),
      /** received − (routed + duplicate + suppressed + parked + inFlight); anything but 0 is a bug. */
      difference: z.int(),
    }),
  ),
});
export type LedgerBalanceView = z.infer<typeof ledgerBalanceView>;

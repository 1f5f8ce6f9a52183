/* What an admin sets up. */
import type {
  AgentId,
  AttendantFlow,
  AutoAnswerTexts,
  Calendar,
  Channel,
  ConsentRefusal,
  InboxId,
  Level,
  QueueId,
  QueueRole,
  ResolutionNeed,
  Strategy,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "../column-types.ts";

/** Values of the installation itself: company name, default queue, fingerprint of the secret key. */
export const settings = pgTable("settings", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
});

export const calendars = pgTable("calendars", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  calendar: jsonb().$type<Calendar>().notNull(),
});

export const inboxes = pgTable("inboxes", {
  id: uuid().$type<InboxId>().primaryKey(),
  name: text().notNull(),
  channel: text().$type<Channel>().notNull(),
  /** Settings without the secret ones. */
  settings: jsonb().$type<Record<string, unknown>>().notNull(),
  /** The secret settings as JSON, sealed with the installation's key (AES-256-GCM). */
  secretsSealed: text(),
  enabled: boolean().notNull().default(true),
  calendarId: uuid().references(() => calendars.id),
  /** Mail that goes out by itself; absent is off. */
  autoAnswers: jsonb().$type<AutoAnswerTexts>(),
  /** Whether customers are told the protocol number, once a conversation, as the channel allows. */
  tellsProtocol: boolean().notNull().default(false),
  createdAt: instant().notNull().default(sql`now()`),
});

/** Rights to a mailbox that an admin asks a provider for, until they are saved with an inbox. */
export const mailConsents = pgTable(
  "mail_consents",
  {
    id: uuid().primaryKey(),
    /** SHA-256 of what the provider brings back: a read of this table answers for nobody. */
    stateHash: bytes().notNull().unique(),
    askedBy: uuid().$type<AgentId>().notNull(),
    state: text().$type<"waiting" | "granted" | "refused">().notNull().default("waiting"),
    /** What is asked with, and what was granted; sealed with the installation's key. */
    sealed: text().notNull(),
    because: text().$type<ConsentRefusal>(),
    /** The provider's own, one line. */
    words: text(),
    expiresAt: instant().notNull(),
  },
  (t) => [index("mail_consents_expiry").on(t.expiresAt)],
);

/** What the attendant of an inbox says, version by version; the newest holds. */
export const attendantFlows = pgTable(
  "attendant_flows",
  {
    inboxId: uuid()
      .$type<InboxId>()
      .notNull()
      .references(() => inboxes.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    /** Null: switched off with this version. */
    flow: jsonb().$type<AttendantFlow>(),
    /** Agent or API key. */
    savedBy: text().notNull(),
    savedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.inboxId, t.version] })],
);

export const queues = pgTable("queues", {
  id: uuid().$type<QueueId>().primaryKey(),
  name: text().notNull().unique(),
  level: smallint().$type<Level>().notNull(),
  role: text().$type<QueueRole>().notNull(),
  area: text(),
  position: integer().notNull(),
  /**
   * Business time in which somebody here takes what is handed to it; null: no promise. A quarter of
   * an hour: long enough to end a call, short enough that who handed it over is still there.
   */
  acceptWithinMs: integer().default(900_000),
  /** How the next agent is chosen among those who may have a conversation. */
  strategy: text().$type<Strategy>().notNull().default("longest-idle"),
  /** Time in which an offer is to be accepted; null: conversations are given without asking. */
  offerLiveMs: integer(),
  offerAsyncMs: integer(),
  /** How long a conversation waits for its previous owner, who is there and has no room; 0: not at all. */
  stickyHoldMs: integer().notNull().default(60_000),
  /** Of the plan that conversations have without one of their own; null: that step is left out. */
  relaxAfterMs: integer(),
  overflowAfterMs: integer(),
  /** Where those go whom nobody took in time. */
  overflowQueueId: uuid()
    .$type<QueueId>()
    .references((): AnyPgColumn => queues.id),
  /** Since when nothing goes there any more; what is in it by then is still served. */
  archivedAt: instant(),
  /** What has an owner is answered by them alone; false: by whoever serves the queue. */
  onlyOwnerReplies: boolean().notNull().default(true),
  /** Beginning to answer what nobody has takes it. */
  claimsOnTyping: boolean().notNull().default(true),
  /** Stands below mails of its conversations; empty: nothing. */
  signature: text().notNull().default(""),
  /** Of a directors' queue: whether they may answer and end what needs no area. */
  resolvesInTriage: boolean().notNull().default(true),
  /** Words of its own for customers who are directed here; null: the director's console proposes some. */
  directedNotice: text(),
  /** What is asked before a conversation ends: what it was about, how it was solved, whether there is a survey. */
  closingNeedsCategory: boolean().notNull().default(false),
  closingResolution: text().$type<ResolutionNeed>().notNull().default("none"),
  closingSurveyMayBeLeftOut: boolean().notNull().default(false),
});

/** What a conversation of a channel costs its agent, where it is not the usual; units. */
export const channelWeights = pgTable("channel_weights", {
  channel: text().$type<Channel>().primaryKey(),
  weight: real().notNull(),
});

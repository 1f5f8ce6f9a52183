/* What is being written: drafts, replies that are held back, quick replies, mentions. */
import type {
  AgentId,
  Channel,
  Closing,
  ConversationId,
  MacroAct,
  MessageId,
  QueueId,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { queues } from "./configuration.ts";
import { conversations, messages } from "./conversations.ts";
import { agents } from "./people.ts";

export type DraftRoom = "reply" | "note";

/** Words on their way: one row an agent, conversation and room; gone with the message they become. */
export const drafts = pgTable(
  "drafts",
  {
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    room: text().$type<DraftRoom>().notNull(),
    /** As the console keeps it; nobody else looks into it. */
    content: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Grows with every save: another device that knows less overwrites nothing. */
    version: integer().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.agentId, t.room] }),
    // What somebody has begun, on whatever device they log in.
    index("drafts_agent").on(t.agentId),
  ],
);

/** A reply as it was written, to be said when its time comes. */
export interface HeldWords {
  readonly text: string;
  readonly mail?: unknown;
  /** With the template as its provider had it when it was written. */
  readonly chat?: unknown;
  readonly mediaIds: readonly string[];
  /** Articles whose address or words are in it. */
  readonly articles?: unknown;
  /** Newest message that its writer had seen. */
  readonly lastSeenSeq?: number | undefined;
  readonly epoch?: number | undefined;
  /** What is said of the end, where it is one. */
  readonly closing?: Closing | undefined;
}

export type HeldState = "held" | "sent" | "undone" | "refused";

/** Replies that leave later, unless they are taken back. */
export const heldReplies = pgTable(
  "held_replies",
  {
    id: uuid().primaryKey(),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    /** The id the message will have been written under: a repeat finds this row. */
    clientId: text().notNull(),
    /** Empty once it was taken back or sent: its words are elsewhere then. */
    words: jsonb().$type<HeldWords>().notNull(),
    /** What becomes of the conversation with it. */
    andThen: text().$type<"resolve" | "wait">(),
    state: text().$type<HeldState>().notNull(),
    sendAt: instant().notNull(),
    /** Why it could not be said when its time came. */
    refusal: jsonb().$type<Readonly<Record<string, unknown>>>(),
    createdAt: instant().notNull().default(sql`now()`),
    updatedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    uniqueIndex("held_replies_client").on(t.conversationId, t.clientId),
    // What is about to be said in a conversation, in the order of its time.
    index("held_replies_open")
      .on(t.conversationId, t.sendAt)
      .where(sql`state in ('held','refused')`),
    // What housekeeping forgets.
    index("held_replies_over").on(t.updatedAt).where(sql`state in ('sent','undone')`),
  ],
);

/** Words that are used again and again. */
export const quickReplies = pgTable(
  "quick_replies",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    body: text().notNull(),
    /** Those who serve it have it; null: not of a queue. */
    queueId: uuid()
      .$type<QueueId>()
      .references(() => queues.id, { onDelete: "cascade" }),
    /** Theirs alone; null with `queueId` null: everybody's. */
    agentId: uuid()
      .$type<AgentId>()
      .references(() => agents.id),
    /** Empty: every channel. */
    channels: text().array().$type<Channel[]>().notNull().default([]),
    version: integer().notNull().default(1),
    updatedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index("quick_replies_agent").on(t.agentId).where(sql`agent_id is not null`)],
);

/** Several acts on a conversation by one choice. */
export const macros = pgTable(
  "macros",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** In the order they are done in. */
    acts: jsonb().$type<readonly MacroAct[]>().notNull(),
    /** Put into the writer's draft, never sent by itself; with the variables of quick replies. */
    draft: text(),
    /** Those who serve it have it; null: not of a queue. */
    queueId: uuid()
      .$type<QueueId>()
      .references(() => queues.id, { onDelete: "cascade" }),
    /** Theirs alone; null with `queueId` null: everybody's. */
    agentId: uuid()
      .$type<AgentId>()
      .references(() => agents.id),
    /** Empty: every channel. */
    channels: text().array().$type<Channel[]>().notNull().default([]),
    version: integer().notNull().default(1),
    updatedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index("macros_agent").on(t.agentId).where(sql`agent_id is not null`)],
);

/** Who was named in a note: they may read its conversation, wherever it is. */
export const mentions = pgTable(
  "mentions",
  {
    messageId: uuid()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    conversationId: uuid().$type<ConversationId>().notNull(),
    at: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.agentId] }),
    // Somebody's mentions, newest first; and how many of them are new.
    index("mentions_agent").on(t.agentId, t.at.desc(), t.messageId),
    index("mentions_unread").on(t.agentId).where(sql`read_at is null`),
    // Who may read a conversation because they were named in it.
    index("mentions_conversation").on(t.conversationId, t.agentId),
  ],
);

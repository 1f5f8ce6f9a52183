/* People who answer, and the keys by which they and machines get in. */
import type {
  AgentId,
  Channel,
  PresenceReason,
  QueueId,
  Skills,
  WantedPresence,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  bigint,
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
import { calendars, queues } from "./configuration.ts";

export type AgentRole = "agent" | "supervisor" | "admin";

export const agents = pgTable(
  "agents",
  {
    id: uuid().$type<AgentId>().primaryKey(),
    name: text().notNull(),
    /** Lower-case. */
    email: text().notNull().unique(),
    /** Null: was invited and has not chosen one. Nobody logs in with none. */
    passwordHash: text(),
    role: text().$type<AgentRole>().notNull(),
    disabledAt: instant(),
    /** Units the agent can hold at once. */
    capacity: real().notNull().default(6),
    channelLimits: jsonb().$type<Record<Channel, number>>().notNull().default({}),
    /** Name of a skill to its level, 1 to 5. */
    skills: jsonb().$type<Skills>().notNull().default({}),
    /** ISO 639 codes; empty: whatever comes. */
    languages: text().array().notNull().default([]),
    wanted: text().$type<WantedPresence>().notNull().default("offline"),
    /** Why they want no more: their own word, or ours when we set it. */
    wantedReason: text().$type<PresenceReason>(),
    wantedSince: instant().notNull().default(sql`now()`),
    /** Stands below their mails; empty: nothing of their own. */
    signature: text().notNull().default(""),
    /** Last input at any of the agent's devices. */
    activeAt: instant(),
    /** The hours they work; null: nobody watches. */
    shiftId: uuid().references(() => calendars.id),
    /** Last sign of life of any of the agent's sockets, on any node. */
    seenAt: instant(),
    /** What the last sweep made of `seenAt`: kept so that a change can be told once. */
    reachable: boolean().notNull().default(false),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index("agents_reachable").on(t.seenAt).where(sql`reachable`)],
);

export const queueMembers = pgTable(
  "queue_members",
  {
    queueId: uuid()
      .$type<QueueId>()
      .notNull()
      .references(() => queues.id),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    /** Share of the queue's conversations, relative to the others': strategy `weighted`. */
    weight: smallint().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.queueId, t.agentId] }),
    index("queue_members_agent").on(t.agentId),
  ],
);

/** When an agent last got a conversation of a channel: the order of "longest idle". */
export const lastAssignments = pgTable(
  "last_assignments",
  {
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    channel: text().$type<Channel>().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.channel] })],
);

export const sessions = pgTable(
  "sessions",
  {
    /** SHA-256 of the cookie's value: a read of this table logs nobody in. */
    tokenHash: bytes().primaryKey(),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    createdAt: instant().notNull().default(sql`now()`),
    seenAt: instant().notNull().default(sql`now()`),
    expiresAt: instant().notNull(),
    /** What the browser said of itself, for its owner to know it by. */
    device: text(),
  },
  (t) => [index("sessions_agent").on(t.agentId)],
);

/** A link by which somebody chooses a password, once: an invitation, or a password that is lost. */
export const passwordLinks = pgTable("password_links", {
  /** The newest link alone works. */
  agentId: uuid()
    .$type<AgentId>()
    .primaryKey()
    .references(() => agents.id, { onDelete: "cascade" }),
  /** SHA-256 of the link's token: a read of this table opens nothing. */
  tokenHash: bytes().notNull().unique(),
  createdAt: instant().notNull().default(sql`now()`),
  expiresAt: instant().notNull(),
});

/** When somebody is not there, and it is known before: a holiday, a day off. */
export const absences = pgTable(
  "absences",
  {
    id: uuid().primaryKey(),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    /** What they hold goes back to its queues when it begins; else it stays with them. */
    putsBack: boolean().notNull(),
    /** When the sweep acted on it; null: it is still to begin. */
    begunAt: instant(),
  },
  (t) => [
    index("absences_agent").on(t.agentId, t.fromAt),
    index("absences_to_begin").on(t.fromAt).where(sql`begun_at is null`),
  ],
);

/** One-use tickets that open an agent socket; short-lived, so that a leaked URL is worth nothing. */
export const socketTickets = pgTable("socket_tickets", {
  hash: bytes().primaryKey(),
  agentId: uuid().$type<AgentId>().notNull(),
  sessionHash: bytes(),
  expiresAt: instant().notNull(),
});

export const apiKeys = pgTable("api_keys", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  role: text().$type<AgentRole>().notNull(),
  hash: bytes().notNull().unique(),
  createdAt: instant().notNull().default(sql`now()`),
  /** Agent, key or "cli". */
  createdBy: text(),
  /** From then on it opens nothing; null: until it is revoked. */
  expiresAt: instant(),
  /** The key that was made to take its place. */
  replacedBy: uuid(),
  /** To the minute. */
  lastUsedAt: instant(),
  revokedAt: instant(),
});

/**
 * What each key has used of its window. Unlogged: after a crash of the server it is empty, and everybody
 * begins a new window.
 */
export const apiKeyWindows = pgTable("api_key_windows", {
  apiKeyId: uuid()
    .primaryKey()
    .references(() => apiKeys.id, { onDelete: "cascade" }),
  /** Number of the window since the epoch. */
  window: bigint({ mode: "number" }).notNull(),
  /** Requests that processes have taken for themselves; they may not have made all of them yet. */
  taken: integer().notNull(),
  /** How many of these the last process got. */
  granted: integer().notNull(),
});

export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** Who: agent or API key id; the same key of somebody else is another key. */
    principal: text().notNull(),
    key: text().notNull(),
    requestHash: bytes().notNull(),
    /** Null while the first request runs. */
    status: integer(),
    response: jsonb(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.principal, t.key] }),
    index("idempotency_keys_age").on(t.createdAt),
  ],
);

/* What leaves the system: deliveries, notices; and the leases that say who may act. */
import type {
  ConversationId,
  DeliveryStatus,
  InboxId,
  MessageId,
  RecipientState,
  SendSettlement,
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
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import type { DueKind } from "../due/due.ts";
import { messages } from "./conversations.ts";

/** One change of a delivery's status. */
export interface DeliveryStep {
  /** ISO 8601, as PostgreSQL writes it into JSON. */
  readonly at: string;
  readonly status: DeliveryStatus;
  /** What the provider, or our own machine, said of it. */
  readonly words: string | null;
}

/** What a person decided of a send that failed or is in doubt; the last time one did. */
export interface SettledSend {
  readonly by: string;
  readonly name: string;
  /** ISO 8601, by the database's clock. */
  readonly at: string;
  readonly how: SendSettlement;
  readonly reason: string | null;
}

/** What we send: one row per outbound message, its own outbox and state machine. */
export const deliveries = pgTable(
  "deliveries",
  {
    messageId: uuid()
      .$type<MessageId>()
      .primaryKey()
      .references(() => messages.id),
    conversationId: uuid().$type<ConversationId>().notNull(),
    inboxId: uuid().$type<InboxId>().notNull(),
    seq: integer().notNull(),
    status: text().$type<DeliveryStatus>().notNull(),
    attempt: smallint().notNull().default(0),
    epoch: integer().notNull().default(0),
    leaseUntil: instant(),
    nextAttemptAt: instant(),
    externalId: text(),
    error: text(),
    /** Some parts of it left, and others never did: to be known whatever becomes of those that left. */
    partly: text(),
    /** Of a mail that was tried: what became of each recipient. */
    recipients: jsonb().$type<readonly RecipientState[]>(),
    /** While `unknown`: when it is handed over once more, as the same mail. */
    resendAt: instant(),
    /** Handed over once more after a doubt, and never twice. */
    resends: smallint().notNull().default(0),
    /** When its author was told that it still has not left. */
    warnedAt: instant(),
    /** Every step after it was queued, oldest first: for people who ask what happened to it. */
    history: jsonb().$type<readonly DeliveryStep[]>().notNull().default([]),
    /** Null again once it is sent anew. */
    settled: jsonb().$type<SettledSend>(),
    /** A confirmation of STOP goes out although the customer opted out. */
    despiteOptOut: boolean().notNull().default(false),
    createdAt: instant().notNull().default(sql`now()`),
    updatedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("deliveries_due")
      .on(t.nextAttemptAt)
      .where(sql`status in ('queued','claimed','submitting')`),
    index("deliveries_order")
      .on(t.conversationId, t.seq)
      .where(sql`status in ('queued','claimed','submitting')`),
    // An inbox's lane: what waits in it, oldest first, however much waits elsewhere.
    index("deliveries_lane").on(t.inboxId, t.nextAttemptAt).where(sql`status = 'queued'`),
    // What wants a person: newest first, by what became of it.
    index("deliveries_troubled")
      .on(t.status, t.updatedAt)
      .where(sql`status in ('failed','unknown') and settled is null`),
    index("deliveries_resend").on(t.resendAt).where(sql`resend_at is not null`),
    // Receipts find their message by the provider's id.
    index("deliveries_external").on(t.inboxId, t.externalId).where(sql`external_id is not null`),
  ],
);

/**
 * Notices that leave with the transaction that made them. They name what changed and carry none of
 * it: readers load the views. Read below the snapshot's xmin in (xid, id) order (invariant 11).
 */
export const outbox = pgTable(
  "outbox",
  {
    id: bigint({ mode: "bigint" }).notNull().generatedAlwaysAsIdentity(),
    xid: bigint({ mode: "bigint" }).notNull().default(sql`(pg_current_xact_id()::text::bigint)`),
    type: text()
      .$type<
        | "conversation.changed"
        | "message.created"
        | "message.changed"
        | "activity.created"
        | "agent.changed"
        | "offer.changed"
        | "draft.changed"
        | "held-reply.changed"
        | "mention.changed"
        | "queue.changed"
        | "inbox.changed"
        | "announcement.created"
        | "configuration.changed"
        | "read.changed"
        | "views.changed"
      >()
      .notNull(),
    /**
     * Id of the conversation, message, activity, agent, offer, held reply, queue, inbox or announcement;
     * of the agent whose views they are; of agent and conversation, what was read.
     */
    subjectId: text().notNull(),
    conversationId: uuid().$type<ConversationId>(),
    /** Queues and agents whose business it is, those it leaves included. Supervisors see all. */
    audience: uuid().array().notNull().default([]),
    /** `<inboxId> <address>` when the customer may see it too. */
    customer: text(),
    at: instant().notNull().default(sql`now()`),
  },
  // The one index: its order is the order of reading, and about that of age.
  (t) => [primaryKey({ columns: [t.xid, t.id] })],
);

/** One owner in the fleet for a mailbox, a browser session, a sweep; fenced by the epoch. */
export const leases = pgTable("leases", {
  name: text().primaryKey(),
  holder: text().notNull(),
  epoch: bigint({ mode: "bigint" }).notNull(),
  expiresAt: instant().notNull(),
});

/**
 * What is to be looked at when its time comes: one row a kind and subject, written by the transaction
 * that decides it. A job may fire for it early, late, twice or never; the row is what counts.
 */
export const dues = pgTable(
  "dues",
  {
    kind: text().$type<DueKind>().notNull(),
    /** Of an offer, a conversation, an agent: what the kind is about. */
    subjectId: uuid().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subjectId] }), index("dues_at").on(t.at)],
);

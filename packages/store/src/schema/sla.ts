/* What was promised, and how it is kept. */
import type {
  ClockState,
  ConversationId,
  Level,
  QueueId,
  SlaMeasure,
  SlaPolicy,
  SlaTerms,
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";

export const slaPolicies = pgTable(
  "sla_policies",
  {
    id: uuid().primaryKey(),
    name: text().notNull().unique(),
    /** Holds for conversations that no rule gave another. */
    isDefault: boolean().notNull().default(false),
    policy: jsonb().$type<SlaPolicy>().notNull(),
  },
  (t) => [uniqueIndex("sla_policies_default").on(t.isDefault).where(sql`is_default`)],
);

/**
 * A policy with its calendars as they were from one instant on. Rows never change: a conversation
 * keeps the terms it began with until somebody gives it the newest.
 */
export const slaTerms = pgTable(
  "sla_terms",
  {
    id: uuid().primaryKey(),
    policyId: uuid()
      .notNull()
      .references(() => slaPolicies.id, { onDelete: "cascade" }),
    revision: integer().notNull(),
    terms: jsonb().$type<SlaTerms>().notNull(),
    since: instant().notNull(),
  },
  (t) => [uniqueIndex("sla_terms_revision").on(t.policyId, t.revision)],
);

/**
 * What a conversation was promised, and which promise breaks next. Apart from `conversations`: it
 * changes with every turn, and lists are ordered by it.
 */
export const slaPromises = pgTable(
  "sla_promises",
  {
    conversationId: uuid().$type<ConversationId>().primaryKey(),
    /** Null: nothing was promised when it began. */
    termsId: uuid().references(() => slaTerms.id, { onDelete: "set null" }),
    /** Null while no promise's time goes by. */
    nextDueAt: instant(),
    nextWarningAt: instant(),
    nextMeasure: text().$type<SlaMeasure>(),
    /** Grows with every change, so that who shows it knows the newer. */
    revision: integer().notNull().default(1),
  },
  // The open conversations of a policy's terms, to give them newer ones.
  (t) => [
    index("sla_promises_terms").on(t.termsId),
    // What breaks next, over all queues: only what is open has a time that goes by.
    index("sla_promises_next")
      .on(t.nextDueAt, t.conversationId)
      .where(sql`next_due_at is not null`),
  ],
);

/**
 * The clocks of every conversation, as a follower of the outbox made them of its story: what reports
 * count, and by which the follower knows whether a message can move one. What is told of a promise is
 * decided on the story itself.
 */
export const slaClocks = pgTable(
  "sla_clocks",
  {
    conversationId: uuid().$type<ConversationId>().notNull(),
    measure: text().$type<SlaMeasure>().notNull(),
    startedAt: instant().notNull(),
    /** Where it began. */
    queueId: uuid().$type<QueueId>(),
    level: smallint().$type<Level>().notNull(),
    state: text().$type<ClockState>().notNull(),
    endedAt: instant(),
    /** Null: nothing was promised. */
    withinMs: bigint({ mode: "number" }),
    dueAt: instant(),
    /** Both at its end; null before. */
    wallMs: bigint({ mode: "number" }),
    countedMs: bigint({ mode: "number" }),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.measure, t.startedAt] }),
    // What was to be kept today, and what came to nothing today.
    index("sla_clocks_due").on(t.dueAt).where(sql`due_at is not null`),
    index("sla_clocks_cancelled").on(t.endedAt).where(sql`state = 'cancelled'`),
  ],
);

/** How far a process that follows the outbox has come, for whoever goes on after it. */
export const followers = pgTable("followers", {
  name: text().primaryKey(),
  position: text().notNull(),
  at: instant().notNull(),
});

/* What is measured: facts of each conversation, and the same added up. */
import type {
  AgentId,
  CategoryId,
  Channel,
  ConversationId,
  Cut,
  FactId,
  InboxId,
  Level,
  QueueId,
  Tier,
} from "@circuito/domain";
import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "../column-types.ts";

/** Of each conversation with facts, what these are told apart by. */
export const figureSubjects = pgTable("figure_subjects", {
  conversationId: uuid().$type<ConversationId>().primaryKey(),
  inboxId: uuid().$type<InboxId>().notNull(),
  /** By which it began. */
  channel: text().$type<Channel>().notNull(),
  categoryId: uuid().$type<CategoryId>(),
  /** Of the customer, when its story was last read. */
  segments: text().array().notNull().default([]),
});

/** A fact of a conversation; a follower of the outbox makes them of its story. */
export const figureFacts = pgTable(
  "figure_facts",
  {
    conversationId: uuid().$type<ConversationId>().notNull(),
    /** 0..n-1, in the order of time. */
    n: smallint().notNull(),
    fact: text().$type<FactId>().notNull(),
    at: instant().notNull(),
    queueId: uuid().$type<QueueId>(),
    level: smallint().$type<Level>().notNull(),
    agentId: uuid().$type<AgentId>(),
    count: integer().notNull(),
    hits: integer(),
    /** Ms of a duration, points of a score. */
    value: bigint({ mode: "number" }),
    business: bigint({ mode: "number" }),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.n] }),
    // What a number of a report drills down to.
    index("figure_facts_at").on(t.fact, t.at, t.conversationId),
  ],
);

/** Who had part in a conversation (`participantsOf` of the domain), by when it began: each person's, the newest first. */
export const figureParticipants = pgTable(
  "figure_participants",
  {
    agentId: uuid().$type<AgentId>().notNull(),
    beganAt: instant().notNull(),
    conversationId: uuid().$type<ConversationId>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.beganAt, t.conversationId] })],
);

/** Stands for no inbox and no queue: a key has no nulls. */
export const NOWHERE = "00000000-0000-0000-0000-000000000000";

/**
 * Facts added up by hour, day and month (of the zone that the setting `figures` names), each cut by
 * itself: always the sums of the facts there are, changed by the transaction that changes these. A row
 * has the sums of all kinds of facts, packed (`mergePacked` of the domain; decision 41).
 */
export const figureRollups = pgTable(
  "figure_rollups",
  {
    tier: text().$type<Tier>().notNull(),
    cut: text().$type<Cut>().notNull(),
    at: instant().notNull(),
    /** Of an agent, a category, a segment: which. */
    key: text().notNull(),
    inboxId: uuid().notNull(),
    /** Empty where places are not told apart. */
    channel: text().notNull(),
    queueId: uuid().notNull(),
    level: smallint().notNull(),
    tallies: bytes().notNull(),
    times: bytes().notNull(),
    stages: bytes().notNull(),
  },
  // Its order is that of reading: one cut over a stretch of time, whatever there was before.
  (t) => [
    primaryKey({
      name: "figure_rollups_pk",
      columns: [t.tier, t.cut, t.at, t.key, t.inboxId, t.channel, t.queueId, t.level],
    }),
  ],
);

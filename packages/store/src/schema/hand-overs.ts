/* Hand-overs, each with its times; and what absent people had taken from them. */
import type {
  AgentId,
  ConversationId,
  Diversion,
  HandOverKind,
  QueueId,
  ReleaseReason,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { conversations } from "./conversations.ts";
import { agents } from "./people.ts";

/** One hand-over of a conversation, 1..n. What it was taken back for is the note of the next one. */
export const hops = pgTable(
  "hops",
  {
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    n: smallint().notNull(),
    kind: text().$type<HandOverKind>().notNull(),
    fromQueueId: uuid().$type<QueueId>(),
    toQueueId: uuid().$type<QueueId>(),
    /** Who had it when it left, and the colleague it went straight to. */
    fromAgentId: uuid().$type<AgentId>(),
    toAgentId: uuid().$type<AgentId>(),
    byAgentId: uuid().$type<AgentId>(),
    byName: text().notNull(),
    /** Note of a transfer, summary of a problem, what was tried, reason of a return. */
    note: text().notNull(),
    /** Of an escalation: what came of what was tried. */
    result: text(),
    /** Why it is for the supervisors to say where it goes; and where it had been meant to go. */
    diverted: text().$type<Diversion>(),
    meantQueueId: uuid().$type<QueueId>(),
    at: instant().notNull(),
    /** When somebody there should have taken it at the latest; null: nobody promised. */
    acceptBy: instant(),
    acceptedAt: instant(),
    acceptedBy: uuid().$type<AgentId>(),
    /** When it was noticed that nobody took it in time. */
    overdueAt: instant(),
    /** When the next hand-over took it away. */
    leftAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.n] }),
    // The supervisors' list: what nobody took yet, the oldest promise first.
    index("hops_open").on(t.acceptBy).where(sql`accepted_at is null and left_at is null`),
    // What came back lately, for whoever had sent it.
    index("hops_returned").on(t.at).where(sql`kind = 'return'`),
  ],
);

/** Conversations that went back to their queue while their owner was gone, until the owner was told. */
export const takenBack = pgTable(
  "taken_back",
  {
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    at: instant().notNull(),
    because: text().$type<ReleaseReason>().notNull(),
    absentSince: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.conversationId] })],
);

/* Conversations held out to an agent, who accepts, declines or lets them go by. */
import type {
  AgentChoiceReason,
  AgentId,
  Channel,
  ConversationId,
  OfferEnd,
  OfferId,
  OfferState,
  QueueId,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { queues } from "./configuration.ts";
import { conversations } from "./conversations.ts";
import { agents } from "./people.ts";

export const offers = pgTable(
  "offers",
  {
    id: uuid().$type<OfferId>().primaryKey(),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    queueId: uuid()
      .$type<QueueId>()
      .notNull()
      .references(() => queues.id),
    /** Of the conversation: kept here because a pending offer is part of its agent's load. */
    channel: text().$type<Channel>().notNull(),
    /** Of the conversation when it was offered: under another one there is nothing to accept. */
    epoch: integer().notNull(),
    state: text().$type<OfferState>().notNull().default("pending"),
    /** Why this agent. */
    because: text().$type<AgentChoiceReason>().notNull(),
    offeredAt: instant().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
    /** How it ended, and the words of who declined. */
    endedBecause: text().$type<OfferEnd>(),
    reason: text(),
  },
  (t) => [
    // One offer of a conversation at a time.
    uniqueIndex("offers_pending").on(t.conversationId).where(sql`state = 'pending'`),
    // An agent's load and list.
    index("offers_agent").on(t.agentId).where(sql`state = 'pending'`),
    // How somebody's last offers ended.
    index("offers_answered")
      .on(t.agentId, t.endedAt)
      .where(sql`state in ('accepted','declined','missed')`),
    // Who declined or missed a conversation lately: its exclusions.
    index("offers_refused")
      .on(t.conversationId, t.endedAt)
      .where(sql`state in ('declined','missed')`),
  ],
);

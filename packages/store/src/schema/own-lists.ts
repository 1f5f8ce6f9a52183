/* What is one agent's own: how far they read, and the lists they made themselves. */
import type { AgentId, ConversationId, ViewFilter } from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { agents } from "./people.ts";

/** How far an agent has read a conversation; no row: nothing of it. The same on all their devices. */
export const readCursors = pgTable(
  "read_cursors",
  {
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    /** Not a reference: checking it would wait for whoever works on the conversation. */
    conversationId: uuid().$type<ConversationId>().notNull(),
    seq: integer().notNull(),
    changedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.conversationId] })],
);

/** A list of conversations under a name: one agent's, or everybody's. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid().primaryKey(),
    ownerId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    name: text().notNull(),
    isShared: boolean().notNull(),
    filter: jsonb().$type<ViewFilter>().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("saved_views_owner").on(t.ownerId),
    index("saved_views_shared").on(t.isShared).where(sql`is_shared`),
  ],
);

/** The order in which an agent has their views, the shared ones among them. */
export const viewPlaces = pgTable(
  "view_places",
  {
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    viewId: uuid()
      .notNull()
      .references(() => savedViews.id, { onDelete: "cascade" }),
    place: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.viewId] })],
);

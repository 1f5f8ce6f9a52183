/* What supervisors watch, and what they say to their people. */
import type { AgentId } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { agents } from "./people.ts";

/** How a queue stood at each minute: the line behind a figure. Kept for a day. */
export const boardMinutes = pgTable(
  "board_minutes",
  {
    minute: instant().notNull(),
    /** Of a queue, or {@link ALL_QUEUES}. */
    queueId: uuid().notNull(),
    waiting: integer().notNull(),
    longestWaitSeconds: integer().notNull(),
    inService: integer().notNull(),
    /** Since the day began. */
    met: integer().notNull(),
    due: integer().notNull(),
    abandoned: integer().notNull(),
    available: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.minute, t.queueId] })],
);

/** Stands for the whole installation: somebody in two queues is one agent there. */
export const ALL_QUEUES = "00000000-0000-0000-0000-000000000000";

export type AnnouncementKind = "broadcast" | "presence";

/** What a supervisor told people; each keeps it until they have read it. */
export const announcements = pgTable("announcements", {
  /** Made by the client: a repeat finds the first. */
  id: uuid().primaryKey(),
  kind: text().$type<AnnouncementKind>().notNull(),
  /** An agent's id, or a key's. */
  fromId: text().notNull(),
  fromName: text().notNull(),
  text: text().notNull(),
  /** Of `presence`: what was set. */
  data: jsonb().$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  at: instant().notNull().default(sql`now()`),
});

export const announcementReaders = pgTable(
  "announcement_readers",
  {
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
    announcementId: uuid()
      .notNull()
      .references(() => announcements.id, { onDelete: "cascade" }),
    readAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agentId, t.announcementId] }),
    index("announcement_readers_of").on(t.announcementId),
    index("announcement_readers_unread").on(t.agentId).where(sql`read_at is null`),
  ],
);

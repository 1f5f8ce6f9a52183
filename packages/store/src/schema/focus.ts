/* What people have before their eyes, and for how long. */
import type { AgentId, ConversationId, LookId } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { boolean, index, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { conversations } from "./conversations.ts";
import { agents } from "./people.ts";

/**
 * A time that somebody had a conversation before their eyes, in one window without a break. What of it
 * counts, and for which of two windows, is decided when it is read: these are what was told.
 */
export const focusLooks = pgTable(
  "focus_looks",
  {
    /** Made by the window, so that telling it again, or longer, is the same row. */
    id: uuid().$type<LookId>().primaryKey(),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    beganAt: instant().notNull(),
    /** As far as it was told; while the window looks on, some seconds ago. */
    endedAt: instant().notNull(),
    /** The figures of its conversation know it as far as that. */
    isMeasured: boolean().notNull().default(false),
  },
  (t) => [
    // All of a conversation, when its story is read.
    index("focus_looks_conversation").on(t.conversationId),
    // What else its people looked at meanwhile.
    index("focus_looks_agent").on(t.agentId, t.beganAt),
    // What figures have to read next: nearly always next to nothing.
    index("focus_looks_unmeasured").on(t.conversationId).where(sql`not is_measured`),
  ],
);

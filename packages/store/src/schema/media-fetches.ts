/* Files that a provider holds for us: what is still to be fetched, and nothing else. */
import type { InboxId, MessageId } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { messages } from "./conversations.ts";

/**
 * One row a file, written with its message and deleted once the file is stored or given up. A message
 * without such files writes none, so the table is as small as what is under way.
 */
export const mediaFetches = pgTable(
  "media_fetches",
  {
    messageId: uuid()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    /** Index in the message's `media`. */
    place: smallint().notNull(),
    inboxId: uuid().$type<InboxId>().notNull(),
    /** Attempts begun: counted when claimed, and so the fence of each claim. */
    attempt: smallint().notNull().default(0),
    /** Attempts in a row that never ended: their process did. */
    interrupted: smallint().notNull().default(0),
    claimed: boolean().notNull().default(false),
    /** While claimed, the end of the lease. */
    nextAttemptAt: instant().notNull().default(sql`now()`),
    error: text(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.place] }),
    // The sweeper's question.
    index("media_fetches_due").on(t.nextAttemptAt),
  ],
);

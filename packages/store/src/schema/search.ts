/* What messages are found by. */
import type { MessageId } from "@circuito/domain";
import { index, pgTable, smallint, uuid } from "drizzle-orm/pg-core";
import { foundBy, instant } from "../column-types.ts";

/**
 * The words of each message that has any, apart from the messages: a follower of the outbox fills it, so
 * that the index costs what writes messages nothing. Where a message is, and who may see it, is read
 * from the message and its conversation, which may move.
 */
export const messageWords = pgTable(
  "message_words",
  {
    messageId: uuid().$type<MessageId>().primaryKey(),
    /** Of the message when its words were taken; a later one is taken again. */
    revision: smallint().notNull(),
    /** When the message was written. */
    at: instant().notNull(),
    /** By which way of taking words it was read; an earlier one is read again. */
    fold: smallint().notNull().default(0),
    /** Words without accents and plural, and the stems of their forms in three languages. */
    words: foundBy().notNull(),
  },
  (t) => [
    index("message_words_found").using("gin", t.words),
    // What is often said is found among the newest; few of them are looked at.
    index("message_words_newest").on(t.at, t.messageId),
  ],
);

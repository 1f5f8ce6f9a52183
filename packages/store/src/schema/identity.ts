/* Which contacts are, or may be, one person; what was done about it, and how to take it back. */
import type {
  Address,
  AgentId,
  ContactId,
  ConversationId,
  Evidence,
  Gift,
  LinkBecause,
  MessageId,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { contacts } from "./conversations.ts";

/** Every merge, with each row it re-pointed: taking it back is the exact inverse (rules §6). */
export const contactMerges = pgTable(
  "contact_merges",
  {
    id: uuid().primaryKey(),
    intoId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    fromId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    evidence: text().$type<Evidence>().notNull(),
    because: text().$type<LinkBecause>().notNull(),
    /** Who did it; null: the machine, or a program. */
    actorId: uuid().$type<AgentId>(),
    at: instant().notNull(),
    addresses: text().array().$type<Address[]>().notNull(),
    conversationIds: uuid().array().$type<ConversationId[]>().notNull(),
    messageIds: uuid().array().$type<MessageId[]>().notNull(),
    /** What the one that stays got from the other: name, claims, segments, attributes. */
    gave: jsonb().$type<Gift>().notNull(),
    /** Conversations that prefer another agent since, because the person is served elsewhere. */
    preferred: jsonb().$type<readonly Preferred[]>().notNull().default([]),
    undoneAt: instant(),
    undoneById: uuid().$type<AgentId>(),
  },
  (t) => [
    index("contact_merges_into").on(t.intoId, t.at),
    // Of whom a contact is another name: one merge at a time.
    uniqueIndex("contact_merges_from").on(t.fromId).where(sql`undone_at is null`),
  ],
);

/** Who was preferred for a conversation, and who is since the merge. */
export interface Preferred {
  readonly conversationId: ConversationId;
  readonly was: AgentId | null;
  readonly is: AgentId;
}

/** Two contacts that may be one person, and what became of the thought. One row a pair. */
export const contactLinks = pgTable(
  "contact_links",
  {
    id: uuid().primaryKey(),
    /** The lower id of the two. */
    firstId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    secondId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    evidence: text().$type<Evidence>().notNull(),
    because: text().$type<LinkBecause>().notNull(),
    /** What it rests on. */
    address: text().$type<Address>(),
    /** The one that stays when the machine merges them. */
    intoId: uuid().$type<ContactId>(),
    /**
     * `due`: the machine merges them. `suggested`: a person is asked. `separated`: merged, and taken
     * apart again by a person, who knows better.
     */
    state: text().$type<"due" | "suggested" | "dismissed" | "separated">().notNull(),
    at: instant().notNull(),
    decidedAt: instant(),
    decidedById: uuid().$type<AgentId>(),
  },
  (t) => [
    uniqueIndex("contact_links_pair").on(t.firstId, t.secondId),
    index("contact_links_second").on(t.secondId),
  ],
);

/* What the machine asks of customers once a conversation is over, and what they answered. */
import type {
  Address,
  AgentId,
  AnsweredBy,
  AskId,
  AskKind,
  AskState,
  AttendantWords,
  Channel,
  ContactId,
  ConversationId,
  InboxId,
  MessageId,
  QueueId,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { inboxes, queues } from "./configuration.ts";
import { contacts, conversations, messages } from "./conversations.ts";
import { agents } from "./people.ts";

/** One row a question; `planned` until its time comes, `open` while its answer is waited for. */
export const asks = pgTable(
  "asks",
  {
    id: uuid().$type<AskId>().primaryKey(),
    kind: text().$type<AskKind>().notNull(),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    contactId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    inboxId: uuid()
      .$type<InboxId>()
      .notNull()
      .references(() => inboxes.id, { onDelete: "cascade" }),
    channel: text().$type<Channel>().notNull(),
    address: text().$type<Address>().notNull(),
    /** Where it was solved, and by whom. */
    queueId: uuid().$type<QueueId>(),
    agentId: uuid()
      .$type<AgentId>()
      .references(() => agents.id),
    state: text().$type<AskState>().notNull(),
    /** Of `withheld` and `withdrawn`: why. */
    because: text(),
    /** The message that carried it. */
    messageId: uuid()
      .$type<MessageId>()
      .references(() => messages.id),
    dueAt: instant().notNull(),
    sentAt: instant(),
    endsAt: instant(),
    /** When it was answered, lapsed, withheld or withdrawn. */
    endedAt: instant(),
    /** The value of the choice: `yes`. */
    answer: text(),
    answeredBy: text().$type<AnsweredBy>(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("asks_conversation").on(t.conversationId, t.createdAt),
    // Of a period: what surveys came to.
    index("asks_surveys").on(t.sentAt, t.id).where(sql`kind = 'survey' and sent_at is not null`),
    // How often somebody was asked lately.
    index("asks_contact").on(t.contactId, t.sentAt).where(sql`sent_at is not null`),
  ],
);

/** Whether customers are asked if it is solved: for a queue, a channel, both, or all where both are null. */
export const confirmationPolicies = pgTable(
  "confirmation_policies",
  {
    id: uuid().primaryKey(),
    queueId: uuid()
      .$type<QueueId>()
      .references(() => queues.id, { onDelete: "cascade" }),
    channel: text().$type<Channel>(),
    enabled: boolean().notNull(),
    delayMs: integer().notNull(),
    /** Up to thirty days, which an integer cannot count. */
    silenceMs: bigint({ mode: "number" }).notNull(),
    words: jsonb().$type<AttendantWords>().notNull(),
  },
  (t) => [unique("confirmation_policies_scope").on(t.queueId, t.channel).nullsNotDistinct()],
);

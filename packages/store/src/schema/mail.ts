/* What a message has besides its words when it is a mail, and by what later mails find it. */
import type {
  BounceReport,
  ConversationId,
  InboxId,
  Mailbox,
  MailClass,
  MailHtml,
  MailRemark,
  MessageId,
  ThreadVerdict,
  WriterRole,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { conversations, messages } from "./conversations.ts";

/** Who a mail went between: as its headers say, or as we will write them. */
export interface MailPeople {
  readonly from: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/** One row per message that came, or goes, by mail. */
export const messageMails = pgTable("message_mails", {
  messageId: uuid()
    .$type<MessageId>()
    .primaryKey()
    .references(() => messages.id),
  subject: text().notNull(),
  people: jsonb().$type<MailPeople>().notNull(),
  /** Message-ID, without brackets. */
  mailId: text(),
  inReplyTo: text(),
  /** Oldest first. */
  references: text().array().notNull().default([]),
  class: text().$type<MailClass>().notNull(),
  /** Of mail that came in: who its writer is to the conversation. */
  writer: text().$type<WriterRole>(),
  /** Of mail that goes out and that nobody wrote. */
  automatic: text().$type<"auto-replied" | "auto-generated">(),
  /** All the words, when the message's text does not show them all. */
  fullText: text(),
  html: jsonb().$type<MailHtml>(),
  remarks: text().array().$type<MailRemark[]>().notNull().default([]),
  bounce: jsonb().$type<BounceReport>(),
  /** Where it was put and why, every candidate included. */
  verdict: jsonb().$type<ThreadVerdict>(),
});

/** By which foreign names a conversation is found: first writer wins, within one inbox. */
export const mailNames = pgTable(
  "mail_names",
  {
    inboxId: uuid().$type<InboxId>().notNull(),
    /** `mid:<Message-ID>` or `thr:<provider's thread id>`. */
    name: text().notNull(),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.inboxId, t.name] }),
    index("mail_names_conversation").on(t.conversationId),
  ],
);

/** Everybody who was ever in From, To or Cc of a conversation by our own hand or the requester's. */
export const mailParticipants = pgTable(
  "mail_participants",
  {
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    /** Lower-case. */
    address: text().notNull(),
    name: text().notNull().default(""),
    /** `unverified`: joined by a signed name that somebody passed on; agents see a notice. */
    role: text().$type<WriterRole>().notNull(),
    /** Taken out by one of us: not proposed again, until somebody names them or they write. */
    removedAt: instant(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.address] }),
    // Where a person wrote, when they are found to be another one.
    index("mail_participants_address").on(t.address),
  ],
);

/** Who sent automatic or much mail lately: what loop and rate guards count over. */
export const mailSenders = pgTable(
  "mail_senders",
  {
    inboxId: uuid().$type<InboxId>().notNull(),
    address: text().notNull(),
    at: instant().notNull(),
    textSha256: text().notNull(),
    /** The domain vouched for the sender: what others write in their name is counted apart. */
    isProven: boolean().notNull().default(false),
    /** Set on what we sent by ourselves: acknowledgements, absence messages. */
    ours: text().$type<"acknowledgement" | "absence">(),
  },
  (t) => [
    index("mail_senders_recent").on(t.inboxId, t.address, t.at),
    index("mail_senders_age").on(t.at),
  ],
);

/** Addresses that bounced for good: shown beside the contact, and before a reply is sent. */
export const undeliverable = pgTable("undeliverable", {
  /** Lower-case. */
  address: text().primaryKey(),
  status: text(),
  diagnostic: text().notNull(),
  at: instant().notNull().default(sql`now()`),
});

/* Who wrote, and what was said. */
import type {
  Address,
  AgentId,
  AttendantState,
  CategoryId,
  Channel,
  ChatContent,
  Claims,
  ContactId,
  ConversationId,
  ConversationStatus,
  Evidence,
  FieldValues,
  HandOver,
  InboxId,
  Level,
  MessageAsk,
  MessageChanges,
  MessageId,
  OpenAsk,
  OutboundChat,
  Plan,
  QueueId,
  RequiredSkills,
  WaitingOn,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { categories } from "./categories.ts";
import { inboxes, queues } from "./configuration.ts";
import { agents } from "./people.ts";

/** A law or a dispute wants a customer's data kept (LGPD art. 16, GDPR art. 17 § 3). */
export interface ErasureHold {
  readonly reason: string;
  readonly byName: string;
  /** ISO 8601, by the database's clock. */
  readonly at: string;
}

export const contacts = pgTable(
  "contacts",
  {
    id: uuid().$type<ContactId>().primaryKey(),
    name: text(),
    /** E-mail and phone they gave: for agents to see, never an identity. */
    claims: jsonb().$type<Claims>().notNull().default({}),
    /** The same, as it is compared: see `claimKeys`. */
    claimKeys: text().array().notNull().default([]),
    /** What people or programs sorted them into: "vip", "plan-gold". */
    segments: text().array().notNull().default([]),
    /** What is known of them by name: plan, language, customer number. */
    attributes: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** The person this one was found to be: its id is another name of theirs from then on. */
    mergedIntoId: uuid()
      .$type<ContactId>()
      .references((): AnyPgColumn => contacts.id),
    /** Why nothing of them may be erased, and who said so; null: it may. */
    hold: jsonb().$type<ErasureHold>(),
    /** When their data were erased. Whoever writes from one of their addresses since is somebody new. */
    erasedAt: instant(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("contacts_merged").on(t.mergedIntoId).where(sql`merged_into_id is not null`),
    // The list of contacts, newest first.
    index("contacts_newest").on(t.createdAt, t.id).where(sql`merged_into_id is null`),
    index("contacts_segments").using("gin", t.segments).where(sql`segments <> '{}'`),
    // Who said the same of themselves: the few that said anything.
    index("contacts_claims").using("gin", t.claimKeys).where(sql`claim_keys <> '{}'`),
  ],
);

export const identities = pgTable(
  "identities",
  {
    address: text().$type<Address>().primaryKey(),
    contactId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    evidence: text().$type<Evidence>().notNull(),
    /** Several people write from it (`info@`, a family's phone): it says nothing of who they are. */
    shared: boolean().notNull().default(false),
    /** What other spellings of the same number share with it; null where there are none. */
    matchKey: text(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("identities_contact").on(t.contactId),
    index("identities_match").on(t.matchKey).where(sql`match_key is not null`),
  ],
);

/**
 * Other names of a contact point in one inbox: whoever writes under one of them is answered, and
 * has their conversation, under `address`. Most contact points have none.
 */
export const pointAliases = pgTable(
  "point_aliases",
  {
    inboxId: uuid()
      .$type<InboxId>()
      .notNull()
      .references(() => inboxes.id, { onDelete: "cascade" }),
    alias: text().$type<Address>().notNull(),
    address: text().$type<Address>().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.inboxId, t.alias] })],
);

/** Of channels that let us answer in free words for a time only: until when, and what to mark as read. */
export const replyWindows = pgTable(
  "reply_windows",
  {
    inboxId: uuid()
      .$type<InboxId>()
      .notNull()
      .references(() => inboxes.id, { onDelete: "cascade" }),
    address: text().$type<Address>().notNull(),
    endsAt: instant().notNull(),
    /** External id of the customer's newest message. */
    newest: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.inboxId, t.address] })],
);

export const optOuts = pgTable(
  "opt_outs",
  {
    address: text().$type<Address>().notNull(),
    channel: text().$type<Channel>().notNull(),
    ledgerId: bigint({ mode: "bigint" }),
    at: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.address, t.channel] })],
);

export const conversations = pgTable(
  "conversations",
  {
    id: uuid().$type<ConversationId>().primaryKey(),
    protocol: text().notNull().unique(),
    inboxId: uuid()
      .$type<InboxId>()
      .notNull()
      .references(() => inboxes.id),
    channel: text().$type<Channel>().notNull(),
    address: text().$type<Address>().notNull(),
    contactId: uuid()
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    status: text().$type<ConversationStatus>().notNull(),
    waitingOn: text().$type<WaitingOn>().notNull(),
    queueId: uuid()
      .$type<QueueId>()
      .references(() => queues.id),
    level: smallint().$type<Level>().notNull(),
    priority: smallint().notNull(),
    tags: text().array().notNull().default([]),
    /** Null where nothing is asked. */
    requiredSkills: jsonb().$type<RequiredSkills>(),
    /** Primary tag of the customer's language. */
    language: text(),
    slaPolicyId: uuid(),
    plan: jsonb().$type<Plan>(),
    /** Index of the step of the plan that holds; null without a plan, and when it is over. */
    planStep: smallint(),
    /** When that step began, if not with the waiting. */
    planStepAt: instant(),
    assigneeId: uuid()
      .$type<AgentId>()
      .references(() => agents.id),
    stickyAgentId: uuid().$type<AgentId>(),
    excludedAgentIds: uuid().array().$type<AgentId[]>().notNull().default([]),
    epoch: integer().notNull(),
    version: integer().notNull(),
    lastSeq: integer().notNull(),
    lastPublicSeq: integer().notNull(),
    arrivedAt: instant().notNull(),
    /** When it last became somebody's: "longest idle" and the time an owner has had it. */
    assignedAt: instant(),
    lastInboundAt: instant(),
    lastMessageAt: instant(),
    waitingSince: instant(),
    snoozedUntil: instant(),
    resolvedAt: instant(),
    followsId: uuid().$type<ConversationId>(),
    /** Where its messages went when it was found to be the same matter as another. */
    mergedIntoId: uuid().$type<ConversationId>(),
    /** Of its last mail: what a reply is written under. */
    subject: text(),
    title: text(),
    /** In words, as they were when it was registered. */
    category: text(),
    categoryId: uuid()
      .$type<CategoryId>()
      .references(() => categories.id),
    /** What the category asks for, by its fields' keys. */
    categoryFields: jsonb().$type<FieldValues>(),
    summary: text(),
    /** How it was solved, in the words of whoever ended it last; null: nothing was said. */
    resolution: text(),
    urgency: text().$type<"low" | "normal" | "high" | "urgent">(),
    promisedAt: instant(),
    /** Who wants to see how it goes on. */
    followerIds: uuid().array().$type<AgentId[]>().notNull().default([]),
    handOver: jsonb().$type<HandOver>(),
    /** The director who has it before them, since when, and until when without another sign of life. */
    leasedById: uuid().$type<AgentId>(),
    leasedSince: instant(),
    leasedUntil: instant(),
    /** Of one that an attendant asked: where they stand, and what it counted. Null: no attendant. */
    attendant: jsonb().$type<AttendantState>(),
    /** What its customer was asked and has not answered. Null: nothing. */
    ask: jsonb().$type<OpenAsk>(),
    /** When the customer was told the protocol number. */
    protocolToldAt: instant(),
    preview: text().notNull().default(""),
    previewFrom: text().$type<"customer" | "agent" | "note" | "system">(),
  },
  (t) => [
    // Chat-like channels: one open conversation per contact point (rules §7, promises R5).
    uniqueIndex("conversations_one_open")
      .on(t.inboxId, t.address)
      .where(sql`status in ('open','snoozed') and channel not in ('email','form')`),
    // The router's load: latest conversations of a contact point.
    index("conversations_point").on(t.inboxId, t.address, t.arrivedAt.desc()),
    // The assigner's head of a queue.
    index("conversations_waiting")
      .on(t.queueId, t.priority.desc(), t.arrivedAt)
      .where(sql`status = 'open' and assignee_id is null`),
    // How fast a queue goes: what somebody got lately.
    index("conversations_taken").on(t.queueId, t.assignedAt).where(sql`assigned_at is not null`),
    // An agent's load and list.
    index("conversations_assignee").on(t.assigneeId).where(sql`status in ('open','snoozed')`),
    index("conversations_contact").on(t.contactId),
    // What was said where few conversations are: a search in a small queue, or by who sees little.
    index("conversations_queue").on(t.queueId),
    index("conversations_owned").on(t.assigneeId).where(sql`assignee_id is not null`),
    index("conversations_snoozed").on(t.snoozedUntil).where(sql`status = 'snoozed'`),
    index("conversations_resolved").on(t.resolvedAt).where(sql`status = 'resolved'`),
    // The console's lists: what waits longest first, newest resolved first. None holds a column that
    // every message changes, so that most updates of the row touch no index.
    index("conversations_to_do")
      .on(t.queueId, sql`(-priority)`, sql`coalesce(waiting_since, arrived_at)`, t.id)
      .where(sql`status = 'open' and waiting_on = 'agent'`),
    // The same over all queues, for who sees them all.
    index("conversations_to_do_first")
      .on(sql`(-priority)`, sql`coalesce(waiting_since, arrived_at)`, t.id)
      .where(sql`status = 'open' and waiting_on = 'agent'`),
    index("conversations_to_do_longest")
      .on(sql`coalesce(waiting_since, arrived_at)`, t.id)
      .where(sql`status = 'open' and waiting_on = 'agent'`),
    index("conversations_finished")
      .on(sql`coalesce(resolved_at, arrived_at)`, t.id)
      .where(sql`status in ('resolved','closed')`),
    index("conversations_newest").on(t.arrivedAt, t.id),
    // What a director has before them: one each.
    index("conversations_leased").on(t.leasedById).where(sql`leased_by_id is not null`),
    // Where those of a category went, how many a category has, and how many came in an hour.
    index("conversations_category")
      .on(t.categoryId, t.arrivedAt)
      .where(sql`category_id is not null`),
    // Where those with the same words went: what directors wrote down, in full text.
    index("conversations_registered")
      .using("gin", sql`to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(summary, ''))`)
      .where(sql`summary is not null`),
    index("conversations_followers").using("gin", t.followerIds).where(sql`follower_ids <> '{}'`),
  ],
);

export interface StoredMedia {
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number | null;
  /** Of a recording that has an end. */
  readonly lengthMs?: number;
  /** One of us spoke it: it goes as a voice message where the channel has them. */
  readonly isVoice?: true;
  readonly state: "pending" | "stored" | "unavailable" | "too-large" | "blocked";
  /** Where the provider holds it, until it is `stored`. Never shown. */
  readonly remoteUrl?: string;
  /** Of the file as the provider says it is, hex; until it is `stored`. */
  readonly remoteSha256?: string;
  /** In the media store, once `stored`. */
  readonly sha256?: string;
  readonly contentId?: string;
  readonly disposition?: "attachment" | "inline";
  readonly warning?: "dangerous" | "damaged";
  /** Why it is not there, in words for people, once its fetching has been given up. */
  readonly because?: string;
  /** Of what one of us sent: the id that its uploader put it into the message by. */
  readonly uploadId?: string;
}

/** Of what came in, or of what we sent. */
export type StoredChat = ChatContent & OutboundChat;

export const messages = pgTable(
  "messages",
  {
    id: uuid().$type<MessageId>().primaryKey(),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id),
    seq: integer().notNull(),
    previousPublicSeq: integer().notNull(),
    direction: text().$type<"inbound" | "outbound" | "note">().notNull(),
    contactId: uuid().$type<ContactId>(),
    agentId: uuid().$type<AgentId>(),
    ledgerId: bigint({ mode: "bigint" }).unique(),
    /** The id the author's client gave it; unique in the conversation, so a repeat finds the first. */
    clientId: text(),
    text: text().notNull(),
    /** Stands below the words when they are sent: the protocol number. Nobody wrote it. */
    footer: text(),
    media: jsonb().$type<readonly StoredMedia[]>().notNull().default([]),
    /** On chat channels: what it answers, what kind of thing it is, what was sent in place of words. */
    chat: jsonb().$type<StoredChat>(),
    /** Of what the machine asks: the question, whose links are made when it is sent. */
    ask: jsonb().$type<MessageAsk>(),
    /** What was done to it afterwards: reactions, former words, taken back. */
    changes: jsonb().$type<MessageChanges>(),
    /** Grows with every such change; older views of it are dropped by clients. */
    revision: smallint().notNull().default(0),
    collision: boolean().notNull().default(false),
    sentAt: instant(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    uniqueIndex("messages_seq").on(t.conversationId, t.seq),
    // What one of us wrote, for whoever looks for it by their name.
    index("messages_author").on(t.agentId, t.createdAt).where(sql`agent_id is not null`),
    uniqueIndex("messages_client")
      .on(t.conversationId, t.clientId)
      .where(sql`direction <> 'inbound'`),
  ],
);

/** The story of a conversation, each line with its reason. */
export const activities = pgTable(
  "activities",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    conversationId: uuid().$type<ConversationId>().notNull(),
    kind: text().notNull(),
    actorId: uuid().$type<AgentId>(),
    data: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    because: text(),
    at: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("activities_conversation").on(t.conversationId, t.id),
    // What one of us did on a day.
    index("activities_actor").on(t.actorId, t.at).where(sql`actor_id is not null`),
    // How often each rule, or none, decided, and when last: one entry a conversation.
    index("activities_rule")
      .on(sql`coalesce(data->>'ruleId', '')`, t.at)
      .where(sql`kind in ('opened', 'routed') and data ? 'rules'`),
    // How often each macro was run lately: one entry a run.
    index("activities_macro").on(sql`(data->>'macroId')`, t.at).where(sql`kind = 'macro-run'`),
  ],
);

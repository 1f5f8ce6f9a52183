/* What directors did with what was before them: their figures, and supervisors' view of what was skipped. */
import type {
  AgentId,
  CategoryId,
  ConversationId,
  Dismissal,
  QueueId,
  SkipReason,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { conversations } from "./conversations.ts";
import { agents } from "./people.ts";

export type TriageActKind = "directed" | "answered" | "asked" | "skipped" | Dismissal;

/** What a customer is told of where they were directed; kept back while that can be taken back. */
export const directedNotices = pgTable("directed_notices", {
  conversationId: uuid()
    .$type<ConversationId>()
    .primaryKey()
    .references(() => conversations.id, { onDelete: "cascade" }),
  text: text().notNull(),
});

export const triageActs = pgTable(
  "triage_acts",
  {
    id: uuid().primaryKey(),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    kind: text().$type<TriageActKind>().notNull(),
    /** Where it was. */
    queueId: uuid().$type<QueueId>(),
    /** Where it was directed to. */
    toQueueId: uuid().$type<QueueId>(),
    categoryId: uuid().$type<CategoryId>(),
    /** Of a skip: why. */
    reason: text().$type<SkipReason>(),
    /** Of a skip for another reason: in the director's words. */
    words: text(),
    /** When it came before them; null: done without a lease, so nobody knows how long it took. */
    since: instant(),
    at: instant().notNull(),
    /** When they took it back. */
    takenBackAt: instant(),
  },
  (t) => [
    // Somebody's own day, and what they skipped lately.
    index("triage_acts_agent").on(t.agentId, t.at),
    index("triage_acts_conversation").on(t.conversationId, t.at),
    index("triage_acts_skipped").on(t.at).where(sql`kind = 'skipped'`),
  ],
);

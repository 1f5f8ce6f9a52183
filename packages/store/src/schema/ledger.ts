/* What was accepted, and what became of it. Payload bytes live in `ledger_payloads`,
 * partitioned by month in the migration (Drizzle does not model partitions). */
import type { InboundElement, InboxId, MessageId, Trail } from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "../column-types.ts";

/** What a person did about a row that the machine had set aside; the last time they did. */
export interface Release {
  /** Their id: a person's, an API key's. Null for the operator at the machine. */
  readonly by: string | null;
  readonly name: string;
  /** ISO 8601, by the database's clock. */
  readonly at: string;
  readonly from: "parked" | "suppressed";
  readonly reason: string | null;
}

/** A person decided that a row which was set aside stays so: it is nobody's message. */
export interface Discard {
  readonly by: string | null;
  readonly name: string;
  /** ISO 8601, by the database's clock. */
  readonly at: string;
  readonly from: "parked" | "suppressed";
  /** What for it had been set aside. */
  readonly because: string | null;
  /** Their words. */
  readonly reason: string;
}

/** One row per element ever accepted (design, invariants 1 to 4). Small: payloads live apart. */
export const ledger = pgTable(
  "ledger",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    // No foreign key: its share locks on the one inbox row would be the hottest spot of the door.
    inboxId: uuid().$type<InboxId>().notNull(),
    externalId: text().notNull(),
    /** 0 for the first use of an external id; later uses with other words count up. */
    collision: smallint().notNull().default(0),
    kind: text().$type<InboundElement["kind"]>().notNull(),
    /** What order is kept over: a hash of the contact point, safe to name in a job. */
    contactKey: bigint({ mode: "bigint" }).notNull(),
    contentHash: bytes().notNull(),
    /** The normalized element without its bytes. */
    element: jsonb().notNull(),
    state: text().$type<"accepted" | "routed" | "suppressed" | "parked">().notNull(),
    reason: text(),
    attempts: smallint().notNull().default(0),
    /** A row that waits for something else (an unmatched receipt) is swept again then. */
    retryAt: instant(),
    /** Who let it in after it had been parked or suppressed, when, and what for it had been. */
    released: jsonb().$type<Release>(),
    /** Who decided that it stays out, when and why; the last time somebody did. */
    discarded: jsonb().$type<Discard>(),
    messageId: uuid().$type<MessageId>(),
    trail: jsonb().$type<Trail>(),
    receivedAt: instant().notNull().default(sql`now()`),
    routedAt: instant(),
  },
  (t) => [
    uniqueIndex("ledger_once").on(t.inboxId, t.externalId, t.collision),
    // The router's drain, and the sweeper.
    index("ledger_unrouted").on(t.contactKey, t.id).where(sql`state = 'accepted'`),
    index("ledger_troubled").on(t.state, t.id).where(sql`state in ('parked','suppressed')`),
    // How an inbox does: the last it heard, and what could not be read lately.
    index("ledger_heard")
      .on(t.inboxId, t.receivedAt)
      .where(sql`state = 'routed' and kind = 'message'`),
    index("ledger_parked").on(t.inboxId, t.receivedAt).where(sql`state = 'parked'`),
  ],
);

/** Every further delivery of an element we had: counted, so that the ledger balances. */
export const ledgerDuplicates = pgTable(
  "ledger_duplicates",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    ledgerId: bigint({ mode: "bigint" }).notNull(),
    inboxId: uuid().$type<InboxId>().notNull(),
    /** Bytes of a provider-made id's second content: kept for people, shown as an alarm. */
    differing: bytes(),
    receivedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index("ledger_duplicates_of").on(t.ledgerId)],
);

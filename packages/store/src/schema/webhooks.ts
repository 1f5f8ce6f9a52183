/* Programs outside that are told of what happens here, and what became of each thing told. */
import type { EndpointOff, WebhookEvent, WebhookRefusal } from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";

/** One attempt at a delivery, as a person reads it. */
export interface WebhookAttempt {
  /** Ms since epoch. */
  readonly at: number;
  /** HTTP status; null: there was no answer. */
  readonly status: number | null;
  /** Null: it was taken. */
  readonly because: WebhookRefusal | null;
  readonly ms: number;
}

export const webhookEndpoints = pgTable("webhook_endpoints", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  url: text().notNull(),
  events: text().array().$type<WebhookEvent[]>().notNull(),
  /** Sealed. */
  secret: text().notNull(),
  /** Sealed; signs too until then. */
  formerSecret: text(),
  formerUntil: instant(),
  /** Null: it is on. */
  off: text().$type<EndpointOff>(),
  offAt: instant(),
  /** What happened before is not told. */
  onSince: instant().notNull(),
  failingSince: instant(),
  failuresInRow: integer().notNull().default(0),
  createdBy: text().notNull(),
  createdAt: instant().notNull(),
});

/** What one endpoint is told: made once, sent until it is taken or given up. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    /** Goes along as `webhook-id`, the same with every attempt. */
    id: uuid().primaryKey(),
    endpointId: uuid()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    event: text().$type<WebhookEvent>().notNull(),
    /** Names what happened: nothing is told twice to one endpoint. */
    eventKey: text().notNull(),
    /** The body as it is signed and sent. */
    payload: text().notNull(),
    state: text().$type<"waiting" | "delivered" | "failed">().notNull().default("waiting"),
    /** From when on its 72 hours count. */
    since: instant().notNull(),
    /** While `waiting`. Of one that somebody has in hand: when it is tried again if they die. */
    nextAt: instant(),
    /** Grows with every claim: who lost theirs writes nothing more. */
    epoch: integer().notNull().default(0),
    /** Attempts made since then. */
    attempts: smallint().notNull().default(0),
    history: jsonb().$type<readonly WebhookAttempt[]>().notNull().default([]),
    /** The beginning of what the receiver said last. */
    answer: text(),
    createdAt: instant().notNull().default(sql`now()`),
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex("webhook_deliveries_once").on(t.endpointId, t.eventKey),
    // An endpoint's lane: what is due in it, oldest first.
    index("webhook_deliveries_due").on(t.endpointId, t.nextAt).where(sql`state = 'waiting'`),
    // An endpoint's log, newest first; and of it what failed.
    index("webhook_deliveries_log").on(t.endpointId, t.createdAt, t.id),
    index("webhook_deliveries_failed")
      .on(t.endpointId, t.createdAt, t.id)
      .where(sql`state = 'failed'`),
    // What is over is forgotten from the oldest on.
    index("webhook_deliveries_old").on(t.createdAt),
  ],
);

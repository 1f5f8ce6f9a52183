/* What the installation itself tells people: alerts, each to one of them. */
import type {
  BulletinContent,
  BulletinLeftOut,
  BulletinRefusal,
  BulletinTarget,
} from "@circuito/domain";
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

/** One attempt, as a person reads it. */
export interface BulletinAttempt {
  /** Ms since epoch. */
  readonly at: number;
  /** Null: it was taken. */
  readonly because: BulletinRefusal | null;
  readonly ms: number;
}

export type BulletinState = "waiting" | "told" | "failed" | "left-out";

/** Made in the transaction that decided it, sent until it is taken or given up. */
export const bulletins = pgTable(
  "bulletins",
  {
    /** In order of time; a mail's Message-ID is made of it. */
    id: uuid().primaryKey(),
    source: text().$type<BulletinContent["kind"]>().notNull(),
    /** The alert's. */
    sourceId: uuid().notNull(),
    /** What it tells: a firing, its end. */
    eventKey: text().notNull(),
    target: jsonb().$type<BulletinTarget>().notNull(),
    targetKey: text().notNull(),
    content: jsonb().$type<BulletinContent>().notNull(),
    state: text().$type<BulletinState>().notNull().default("waiting"),
    /** Of what is not told. */
    because: text().$type<BulletinRefusal | BulletinLeftOut>(),
    /** From when on its day counts. */
    since: instant().notNull(),
    /** While `waiting`. Of one that somebody has in hand: when it is tried again if they die. */
    nextAt: instant(),
    /** Grows with every claim: who lost theirs writes nothing more. */
    epoch: integer().notNull().default(0),
    attempts: smallint().notNull().default(0),
    history: jsonb().$type<readonly BulletinAttempt[]>().notNull().default([]),
    /** The beginning of what the other side said last. */
    answer: text(),
    createdAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    // Nobody is told the same twice, whoever decides it and how often.
    uniqueIndex("bulletins_once").on(t.sourceId, t.eventKey, t.targetKey),
    // What is due; and what waits for the same target, which comes first.
    index("bulletins_due").on(t.nextAt).where(sql`state = 'waiting'`),
    index("bulletins_lane").on(t.sourceId, t.targetKey, t.id).where(sql`state = 'waiting'`),
    // A source's log, newest first.
    index("bulletins_log").on(t.sourceId, t.id),
    // What is over is forgotten from the oldest on.
    index("bulletins_old").on(t.createdAt),
  ],
);

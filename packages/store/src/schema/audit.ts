/* Who changed what: a chain of rows that nobody changes afterwards. */
import type { Difference } from "@circuito/domain";
import { bigint, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "../column-types.ts";

/**
 * `seq`, `at`, `prev_hash` and `hash` are given by a trigger, one row after the other, and further
 * triggers refuse every change: see the migration. Whoever can drop triggers leaves a broken chain.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    seq: bigint({ mode: "number" }).primaryKey(),
    at: instant().notNull(),
    /** `agent`, `api-key`, `cli`, or `nobody` who could be told by name. */
    actorKind: text().notNull(),
    actorId: text(),
    actorName: text().notNull(),
    /** Network address of a request. */
    address: text(),
    /** Name of the API's route, or of the command. */
    action: text().notNull(),
    /** `done`, or the code of the problem that was answered. */
    outcome: text().notNull(),
    /** Kind and id of what was acted on: `queues/3f2a…`. */
    object: text(),
    objectName: text(),
    /** The reason or note that was given. */
    said: text(),
    differences: jsonb().$type<readonly Difference[]>().notNull().default([]),
    prevHash: bytes().notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    index("audit_entries_object").on(t.object, t.seq),
    index("audit_entries_actor").on(t.actorId, t.seq),
    index("audit_entries_at").on(t.at),
    index("audit_entries_action").on(t.action, t.seq),
  ],
);

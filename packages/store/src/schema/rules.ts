/* Routing rules: versions that never change, and the draft of the next one. */
import type { RoutingRule } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";

/** Rules as they were published, whole. The highest version is in force. */
export const ruleVersions = pgTable("rule_versions", {
  version: integer().primaryKey(),
  rules: jsonb().$type<readonly RoutingRule[]>().notNull(),
  note: text().notNull(),
  /** Of a person or an API key; null where nobody was asked: a seed, an upgrade. */
  publishedBy: uuid(),
  publishedByName: text().notNull(),
  publishedAt: instant().notNull().default(sql`now()`),
  /** The draft that it was: a request that comes twice finds what the first made. */
  draftToken: text().unique(),
  /** The version that it brings back. */
  restores: integer(),
});

/** One row at most. */
export const ruleDraft = pgTable(
  "rule_draft",
  {
    one: boolean().primaryKey().default(true),
    token: text().notNull(),
    basedOn: integer().notNull(),
    rules: jsonb().$type<readonly RoutingRule[]>().notNull(),
    editedBy: uuid().notNull(),
    editedByName: text().notNull(),
    editedAt: instant().notNull(),
  },
  (t) => [check("rule_draft_one_row", sql`${t.one}`)],
);

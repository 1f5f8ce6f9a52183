/* What customers' problems are about, as directors register them. */
import type { CategoryField, CategoryId, QueueId, Urgency } from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { queues } from "./configuration.ts";
import { slaPolicies } from "./sla.ts";

/** A tree of at most two levels. Never deleted: what was registered keeps what it was registered as. */
export const categories = pgTable(
  "categories",
  {
    id: uuid().$type<CategoryId>().primaryKey(),
    name: text().notNull(),
    parentId: uuid()
      .$type<CategoryId>()
      .references((): AnyPgColumn => categories.id),
    /** Among those of its parent. */
    position: integer().notNull(),
    /** Where such problems usually go. */
    queueId: uuid()
      .$type<QueueId>()
      .references(() => queues.id, { onDelete: "set null" }),
    urgency: text().$type<Urgency>(),
    slaPolicyId: uuid().references(() => slaPolicies.id, { onDelete: "set null" }),
    fields: jsonb().$type<readonly CategoryField[]>().notNull().default([]),
    archivedAt: instant(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("categories_place").on(t.parentId, t.position),
    uniqueIndex("categories_name")
      .on(sql`coalesce(parent_id, '00000000-0000-0000-0000-000000000000')`, sql`lower(name)`)
      .where(sql`archived_at is null`),
  ],
);

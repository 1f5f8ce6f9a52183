/* What a leased connector leaves behind between two lives, and how its connection does. */
import type { InboxId } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { jsonb, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { inboxes } from "./configuration.ts";

/** One row per leased inbox: small, and overwritten as the connector goes on. */
export const inboxMemory = pgTable("inbox_memory", {
  inboxId: uuid()
    .$type<InboxId>()
    .primaryKey()
    .references(() => inboxes.id, { onDelete: "cascade" }),
  /** The connector's own: a mailbox's cursor. */
  state: jsonb(),
  /** The runner's: connecting, connected or in trouble, since when and why. */
  connection: jsonb(),
  updatedAt: instant().notNull().default(sql`now()`),
});

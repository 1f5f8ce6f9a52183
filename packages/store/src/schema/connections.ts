/* What a leased connector leaves behind between two lives, and how its connection does. */
import type { ChannelSession, InboxId, SessionWish } from "@circuito/domain";
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
  /** The connector's own, for people: how a session does that a person has to open. */
  session: jsonb().$type<ChannelSession>(),
  /** What an admin last asked of the session. */
  wish: jsonb().$type<SessionWish>(),
  updatedAt: instant().notNull().default(sql`now()`),
});

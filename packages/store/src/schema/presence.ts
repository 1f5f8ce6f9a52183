/* What people were, and when: the history of their states. */
import type { AgentId, PresenceReason, WantedPresence } from "@circuito/domain";
import { bigint, boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { agents } from "./people.ts";

/**
 * A row for each change of what somebody wants, why, or whether they can be reached, written by a trigger
 * on `agents` in the transaction of the change (decision 46): nobody who changes it can forget to.
 */
export const presenceChanges = pgTable(
  "presence_changes",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    agentId: uuid()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
    /** The database's clock while the agent's row is locked: in the order of ids for each of them. */
    at: instant().notNull(),
    wanted: text().$type<WantedPresence>().notNull(),
    reason: text().$type<PresenceReason>(),
    reachable: boolean().notNull(),
  },
  (t) => [
    index("presence_changes_agent").on(t.agentId, t.at, t.id),
    // What is too old is looked for by its age.
    index("presence_changes_age").on(t.at),
  ],
);

/* What people are told by mail while they are not connected. */
import type { AgentId, BulletinLanguage, NewsKind } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { agents } from "./people.ts";

/** Of whoever chose any; their own choice alone. */
export const newsMails = pgTable("news_mails", {
  agentId: uuid()
    .$type<AgentId>()
    .primaryKey()
    .references(() => agents.id, { onDelete: "cascade" }),
  kinds: text().array().$type<NewsKind[]>().notNull(),
  language: text().$type<BulletinLanguage>().notNull(),
  /** What came until then is no news: they chose it then, or were told. */
  toldUpTo: instant().notNull().default(sql`now()`),
  /** When the last letter was made. */
  mailedAt: instant(),
});

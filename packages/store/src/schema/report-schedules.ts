/* Reports that are sent by mail, by themselves. */
import type { BulletinLanguage, Rhythm, ScheduledReport } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";

export const reportSchedules = pgTable(
  "report_schedules",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    language: text().$type<BulletinLanguage>().notNull(),
    report: jsonb().$type<ScheduledReport>().notNull(),
    rhythm: jsonb().$type<Rhythm>().notNull(),
    addresses: jsonb().$type<readonly string[]>().notNull(),
    isOn: boolean().notNull().default(true),
    /** When it is sent next, by the zone that reports were in when this was worked out. */
    nextAt: instant().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [index("report_schedules_due").on(table.nextAt).where(sql`is_on`)],
);

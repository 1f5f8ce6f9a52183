/* What admins want to be told of by itself, and where each of these stands. */
import type {
  AlertCondition,
  AlertReading,
  AlertReason,
  AlertState,
  BulletinLanguage,
  DownSince,
} from "@circuito/domain";
import { boolean, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";

/** Who hears of an alert. */
export type StoredAlertTarget =
  | { readonly kind: "mail"; readonly id: string; readonly address: string }
  | {
      readonly kind: "slack";
      readonly id: string;
      /** As people call the place: #supervisão. */
      readonly name: string;
      /** Of its address, which is a secret whole: whoever has it may write there. */
      readonly host: string;
      readonly urlSealed: string;
    };

export const alertRules = pgTable("alert_rules", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  language: text().$type<BulletinLanguage>().notNull(),
  condition: jsonb().$type<AlertCondition>().notNull(),
  targets: jsonb().$type<readonly StoredAlertTarget[]>().notNull(),
  /** From one firing to the next, at least. */
  pauseMinutes: integer().notNull(),
  isOn: boolean().notNull().default(true),
  state: jsonb().$type<AlertState>().notNull(),
  /** Of a channel's: since when which inbox is down, as it was seen. */
  downSince: jsonb().$type<DownSince>().notNull().default({}),
  /** What was read last, when, and what that meant; null: not looked at yet. */
  reading: jsonb().$type<AlertReading>(),
  reason: text().$type<AlertReason>(),
  judgedAt: instant(),
  createdBy: text().notNull(),
  createdAt: instant().notNull(),
});

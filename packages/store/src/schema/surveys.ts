/* How it was: what is asked after a conversation, and the scores that customers gave. */
import type { AskId, Level, SurveyCaps, SurveyKind, SurveyPolicy } from "@circuito/domain";
import { sql } from "drizzle-orm";
import { integer, jsonb, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { asks } from "./asks.ts";

/** All surveys as they were saved, whole and in their order. The highest version is in force. */
export const surveyVersions = pgTable("survey_versions", {
  version: integer().primaryKey(),
  policies: jsonb().$type<readonly SurveyPolicy[]>().notNull(),
  caps: jsonb().$type<SurveyCaps>().notNull(),
  /** Of a person or an API key; null where nobody was asked: a seed. */
  savedBy: uuid(),
  savedByName: text().notNull(),
  savedAt: instant().notNull().default(sql`now()`),
});

/** One row a survey that was sent, beside its question: who, where and when is told there. */
export const surveys = pgTable("surveys", {
  askId: uuid()
    .$type<AskId>()
    .primaryKey()
    .references(() => asks.id, { onDelete: "cascade" }),
  policyId: uuid().notNull(),
  /** Of the settings it was asked by. */
  version: integer().notNull(),
  kind: text().$type<SurveyKind>().notNull(),
  /** Where it was solved. */
  level: smallint().$type<Level>().notNull(),
  /** As it was asked, in the customer's language. */
  question: text().notNull(),
  score: smallint(),
  /** The reasons, in the customer's words. */
  comment: text(),
  answeredAt: instant(),
  /** When it was scored anew or told why. */
  changedAt: instant(),
});

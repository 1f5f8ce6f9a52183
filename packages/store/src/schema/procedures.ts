/* Procedures (POPs) as they are written, and their runs inside conversations. */
import type {
  AgentId,
  ConversationId,
  Procedure,
  ProcedureId,
  ProcedureRunId,
  TakenStep,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "../column-types.ts";
import { conversations } from "./conversations.ts";
import { agents } from "./people.ts";

/** What is being written. Never deleted: archived ones are no more offered, their runs go on. */
export const procedures = pgTable("procedures", {
  id: uuid().$type<ProcedureId>().primaryKey(),
  draft: jsonb().$type<Procedure>().notNull(),
  /** Grows with every change of the draft: who knows less overwrites nothing. */
  revision: integer().notNull(),
  /** The newest of its versions; null until the first is published. */
  published: integer(),
  /** Of the draft that was published last. */
  publishedRevision: integer(),
  archivedAt: instant(),
  updatedAt: instant().notNull(),
});

/** Published, and never changed again. */
export const procedureVersions = pgTable(
  "procedure_versions",
  {
    procedureId: uuid()
      .$type<ProcedureId>()
      .notNull()
      .references(() => procedures.id),
    version: integer().notNull(),
    content: jsonb().$type<Procedure>().notNull(),
    publishedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.procedureId, t.version] })],
);

export type RunState = "running" | "finished" | "given-up";

/** One procedure in one conversation, on the version that it began with. */
export const procedureRuns = pgTable(
  "procedure_runs",
  {
    /** Made by the client: said again, nothing begins twice. */
    id: uuid().$type<ProcedureRunId>().primaryKey(),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    procedureId: uuid()
      .$type<ProcedureId>()
      .notNull()
      .references(() => procedures.id),
    version: integer().notNull(),
    agentId: uuid()
      .$type<AgentId>()
      .references(() => agents.id),
    state: text().$type<RunState>().notNull(),
    /** Of one that was given up: why, and at which step. */
    reason: text(),
    atStep: text(),
    startedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    index("procedure_runs_conversation").on(t.conversationId, t.startedAt),
    // What its figures count.
    index("procedure_runs_procedure").on(t.procedureId, t.startedAt),
    // One at a time; asked before anything is solved.
    uniqueIndex("procedure_runs_running").on(t.conversationId).where(sql`state = 'running'`),
  ],
);

/** The steps of a run, in the order in which they were taken. */
export const procedureRunSteps = pgTable(
  "procedure_run_steps",
  {
    runId: uuid()
      .$type<ProcedureRunId>()
      .notNull()
      .references(() => procedureRuns.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    key: text().notNull(),
    outcome: text().$type<TakenStep["outcome"]>().notNull(),
    answer: text(),
    agentId: uuid()
      .$type<AgentId>()
      .references(() => agents.id),
    takenAt: instant().notNull(),
    /** Since the step before it, or since the run began. */
    tookMs: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.position] })],
);

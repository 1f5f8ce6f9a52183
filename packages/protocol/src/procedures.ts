/* Procedures (POPs): what they say, and their runs inside conversations. */
import { FIT_REASONS, STEP_FIELDS, STEP_KINDS } from "@circuito/domain";
import { z } from "zod";
import {
  STEP_ANSWER_LENGTH_MAX,
  STEP_BODY_LENGTH_MAX,
  STEP_CHOICES_MAX,
  STEPS_MAX,
} from "./procedure-text.ts";

export { STEP_ANSWER_LENGTH_MAX, STEPS_MAX };

const id = z.uuid();

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

/** Where it goes on: the key of a step, `end`, or null for the step below. */
const goTo = key.nullable();

export const procedureStep = z.strictObject({
  key,
  kind: z.enum(STEP_KINDS),
  title: z.string().trim().max(200),
  body: z.string().max(STEP_BODY_LENGTH_MAX),
  url: z.string().trim().max(2_000).nullable(),
  /** Of a `field`: what it takes. */
  field: z.enum(STEP_FIELDS).nullable().default(null),
  isRequired: z.boolean(),
  choices: z
    .array(z.strictObject({ label: z.string().trim().max(120), goTo }))
    .max(STEP_CHOICES_MAX),
  goTo,
});
export type ProcedureStepView = z.infer<typeof procedureStep>;

/** A draft may be wrong: what is missing is said when it is published. */
export const procedureContent = z.strictObject({
  name: z.string().trim().min(1).max(120),
  department: z.string().trim().max(120),
  purpose: z.string().trim().max(1_000),
  terms: z.string().trim().max(STEP_BODY_LENGTH_MAX),
  steps: z.array(procedureStep).max(STEPS_MAX),
  /** Offered where one of these is true of a conversation; everywhere where none is given. */
  categoryIds: z.array(id).max(100),
  queueIds: z.array(id).max(100),
  levels: z.array(z.int().min(1).max(3)).max(3),
});
export type ProcedureContent = z.infer<typeof procedureContent>;

export const procedureView = z.object({
  id,
  /** Of its draft. */
  name: z.string(),
  draft: procedureContent,
  /** Sent back with a change: under another one nothing is saved. */
  revision: z.int(),
  /** The version in use; null: it was never published. */
  published: z.int().nullable(),
  /** The draft says something else than the version in use. */
  isChanged: z.boolean(),
  isArchived: z.boolean(),
});
export type ProcedureView = z.infer<typeof procedureView>;

/** In the list: how often it was begun in the last 90 days, too. */
export const listedProcedure = procedureView.extend({ runs: z.int() });
export type ListedProcedure = z.infer<typeof listedProcedure>;

export const procedureVersionView = z.object({
  version: z.int(),
  content: procedureContent,
  publishedAt: z.iso.datetime(),
});
export type ProcedureVersionView = z.infer<typeof procedureVersionView>;

export const procedureFigures = z.object({
  started: z.int(),
  finished: z.int(),
  givenUp: z.int(),
  steps: z.array(
    z.object({
      key: z.string(),
      taken: z.int(),
      skipped: z.int(),
      givenUp: z.int(),
      /** From the step before it; null: never taken. */
      medianMs: z.int().nullable(),
    }),
  ),
});
export type ProcedureFiguresView = z.infer<typeof procedureFigures>;

export const runView = z.object({
  id,
  procedureId: id,
  version: z.int(),
  /** What the version says that it is pinned to. */
  procedure: procedureContent,
  state: z.enum(["running", "finished", "given-up"]),
  reason: z.string().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  taken: z.array(
    z.object({
      key: z.string(),
      outcome: z.enum(["done", "skipped"]),
      answer: z.string().nullable(),
      agentId: id.nullable(),
      at: z.iso.datetime(),
    }),
  ),
  /** The step to be taken now; null: none. */
  current: z.string().nullable(),
  /** How many can still come at most, the current one included. */
  ahead: z.int(),
  /** The first step that must be taken before the conversation is solved; null: none is open. */
  required: z.string().nullable(),
});
export type RunView = z.infer<typeof runView>;

export const conversationProcedures = z.object({
  /** What may be started here, the nearest reason first. */
  fitting: z.array(
    z.object({
      id,
      name: z.string(),
      department: z.string(),
      purpose: z.string(),
      steps: z.int(),
      because: z.enum(FIT_REASONS),
    }),
  ),
  /** Newest first; at most one of them is running. */
  runs: z.array(runView),
});
export type ConversationProcedures = z.infer<typeof conversationProcedures>;

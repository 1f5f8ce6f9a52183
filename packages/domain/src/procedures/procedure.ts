import type { CategoryId, QueueId } from "../ids.ts";
import type { FieldKind } from "../triage/category.ts";

/**
 * What a step asks for: `check` is done and ticked, `ask` is answered in words, `field` with a value of
 * its kind, `text` is sent to the customer, `link` is opened, `decision` is answered with one of its
 * choices and says where it goes on.
 */
export const STEP_KINDS = ["check", "ask", "field", "text", "link", "decision"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What a `field` takes: words are asked for by an `ask`, one of several by a `decision`. */
export const STEP_FIELDS = [
  "number",
  "date",
  "cpf",
  "cnpj",
  "order",
] as const satisfies FieldKind[];
export type StepField = (typeof STEP_FIELDS)[number];

/** Where a step leads instead of to the one below it: the key of a step, or the end. */
export const END = "end";

export interface ProcedureStep {
  /** Names the step for good within its procedure; never {@link END}. */
  readonly key: string;
  readonly kind: StepKind;
  /** What is to be done, in a line. */
  readonly title: string;
  /** Of a `text`: the words for the customer. Of others: how to do it. */
  readonly body: string;
  /** Of a `link`: an https address. */
  readonly url: string | null;
  /** Of a `field`. */
  readonly field?: StepField | null;
  /** It cannot be skipped, and nothing is solved before it. A decision never can be skipped. */
  readonly isRequired: boolean;
  /** Of a `decision`: at least two. */
  readonly choices: readonly StepChoice[];
  /** Key of a step further down, {@link END}, or null: the one below. */
  readonly goTo: string | null;
}

export interface StepChoice {
  readonly label: string;
  /** As a step's. */
  readonly goTo: string | null;
}

/** A procedure (POP) as it is written: of a version it never changes. */
export interface Procedure {
  readonly name: string;
  /** Whose it is: "Financeiro". */
  readonly department: string;
  /** What it is for. */
  readonly purpose: string;
  /** Words that must be understood alike, and what they mean. */
  readonly terms: string;
  readonly steps: readonly ProcedureStep[];
  /** Offered where one of these is true of a conversation; to all where none is given. */
  readonly categoryIds: readonly CategoryId[];
  readonly queueIds: readonly QueueId[];
  readonly levels: readonly number[];
}

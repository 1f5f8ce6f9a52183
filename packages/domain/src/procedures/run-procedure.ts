import { readFieldValue } from "../triage/category.ts";
import { follow, reachable } from "./next-steps.ts";
import { END, type ProcedureStep } from "./procedure.ts";

/** What became of a step. */
export interface TakenStep {
  readonly key: string;
  readonly outcome: "done" | "skipped";
  /**
   * Of an `ask` its answer, of a `field` its value, of a `decision` the choice's label; of others what
   * somebody noted.
   */
  readonly answer: string | null;
}

export interface Progress {
  /** The step to be taken now; none: it is at its end. */
  readonly current: ProcedureStep | undefined;
  /** Steps that can still come, the current one first among them in the procedure's order. */
  readonly ahead: readonly ProcedureStep[];
  /**
   * The first that must be taken before the conversation is solved. Behind a decision that is not made
   * yet those of every choice count: it has to be made first.
   */
  readonly required: ProcedureStep | undefined;
}

type Steps = readonly ProcedureStep[];

/** How far a run is: its steps so far, one after the other, on the version that it is pinned to. */
export function runProcedure(steps: Steps, taken: readonly TakenStep[]): Progress {
  const last = taken.at(-1);
  const key = last === undefined ? (steps[0]?.key ?? END) : keyAfter(steps, last);
  const ahead = reachable(steps, key);
  return {
    current: steps.find((step) => step.key === key),
    ahead,
    required: ahead.find(({ isRequired }) => isRequired),
  };
}

function keyAfter(steps: Steps, { key, answer }: TakenStep): string {
  const step = steps.find((one) => one.key === key);
  if (step === undefined) return END;
  const choice = step.choices.find(({ label }) => label === answer);
  return follow(steps, step, step.kind === "decision" ? (choice?.goTo ?? null) : step.goTo);
}

export type StepRefusal =
  | "not-this-step"
  | "step-required"
  | "answer-missing"
  | "answer-unreadable"
  | "no-such-choice"
  /** The run is over. */
  | "procedure-over";

/** Why a step cannot be taken like this now. */
export function refuseStep({ current }: Progress, step: TakenStep): StepRefusal | undefined {
  if (current === undefined) return "procedure-over";
  if (current.key !== step.key) return "not-this-step";
  if (step.outcome === "skipped") {
    return current.isRequired || current.kind === "decision" ? "step-required" : undefined;
  }
  const answer = step.answer?.trim() ?? "";
  const isAnswered = current.kind === "ask" || current.kind === "field";
  if (isAnswered && answer === "") return "answer-missing";
  if (current.kind === "field" && readAnswer(current, answer) === null) return "answer-unreadable";
  if (current.kind === "decision" && !current.choices.some(({ label }) => label === answer)) {
    return "no-such-choice";
  }
  return undefined;
}

/**
 * An answer in the form in which it is kept: of a `field` as a category's fields are, without the spaces
 * around it; null where there is none, or it is not of the field's kind.
 */
export function readAnswer(
  { kind, key, title, field }: ProcedureStep,
  typed: string | null,
): string | null {
  const answer = typed?.trim() || null;
  if (kind !== "field" || answer === null || !field) return answer;
  const asked = { key, label: title, kind: field, need: "never" } as const;
  return readFieldValue(asked, answer) ?? null;
}

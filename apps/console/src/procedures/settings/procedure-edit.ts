import type { ProcedureContent, ProcedureStepView } from "@circuito/protocol";
import { END, type StepKind } from "@circuito/protocol/procedure-text";

type Steps = readonly ProcedureStepView[];

/** A procedure that says nothing yet. */
export const emptyProcedure = (): ProcedureContent => ({
  ...{ name: "", department: "", purpose: "", terms: "" },
  ...{ steps: [], categoryIds: [], queueIds: [], levels: [] },
});

/** @param key names the step for good: figures of all versions are kept by it */
export const emptyStep = (key: string, kind: StepKind): ProcedureStepView => ({
  ...{ key, kind, title: "", body: "", url: null, isRequired: false, goTo: null },
  field: kind === "field" ? "order" : null,
  choices: kind === "decision" ? [blankChoice(), blankChoice()] : [],
});

export const blankChoice = () => ({ label: "", goTo: null });

/** A step of another kind keeps what both have, and gets what the new one needs. */
export function asKind(step: ProcedureStepView, kind: StepKind): ProcedureStepView {
  const blank = emptyStep(step.key, kind);
  return {
    ...step,
    kind,
    url: kind === "link" ? step.url : null,
    field: kind === "field" ? (step.field ?? blank.field) : null,
    choices: kind === "decision" && step.choices.length > 0 ? step.choices : blank.choices,
    // Where a decision goes on, its choices say; that it comes at all makes it one to be taken.
    goTo: kind === "decision" ? null : step.goTo,
    isRequired: kind === "decision" ? false : step.isRequired,
  };
}

export const changeStep = (steps: Steps, changed: ProcedureStepView): ProcedureStepView[] =>
  steps.map((step) => (step.key === changed.key ? changed : step));

/** Behind the one that is open, or last. */
export function insertStep(
  steps: Steps,
  step: ProcedureStepView,
  behind: string | undefined,
): ProcedureStepView[] {
  const at = steps.findIndex(({ key }) => key === behind);
  return at === -1 ? [...steps, step] : [...steps.slice(0, at + 1), step, ...steps.slice(at + 1)];
}

/** @param to index in the new order, counted without the moved one */
export function moveStep(steps: Steps, key: string, to: number): ProcedureStepView[] {
  const moved = steps.find((step) => step.key === key);
  if (moved === undefined) return [...steps];
  const others = steps.filter((step) => step !== moved);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

/** What led to it leads to the step below again. */
export function removeStep(steps: Steps, key: string): ProcedureStepView[] {
  const mended = (goTo: string | null) => (goTo === key ? null : goTo);
  return steps
    .filter((step) => step.key !== key)
    .map((step) => ({
      ...step,
      goTo: mended(step.goTo),
      choices: step.choices.map((choice) => ({ ...choice, goTo: mended(choice.goTo) })),
    }));
}

/** Where a step may lead: the steps below it, then the end. What it says now stays among them. */
export function targetsOf(
  steps: Steps,
  step: ProcedureStepView,
  goTo: string | null,
): readonly string[] {
  const below = steps.slice(steps.indexOf(step) + 1).map(({ key }) => key);
  const all = [...below, END];
  return goTo === null || all.includes(goTo) ? all : [goTo, ...all];
}

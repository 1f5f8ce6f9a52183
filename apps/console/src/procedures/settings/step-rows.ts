import type { ProcedureFiguresView, ProcedureStepView } from "@circuito/protocol";

type StepFigures = ProcedureFiguresView["steps"][number];

export interface StepRow extends Omit<StepFigures, "key"> {
  readonly id: string;
  /** Null: a step of an earlier version that it has no more. */
  readonly title: string | null;
}

/** Figures in the order of the steps as they stand; those that nobody came to as nothing, others last. */
export function stepRows(
  steps: readonly ProcedureStepView[],
  figures: readonly StepFigures[],
): readonly StepRow[] {
  const standing = steps.map(({ key, title }) => {
    const {
      taken = 0,
      skipped = 0,
      givenUp = 0,
      medianMs = null,
    } = figures.find((one) => one.key === key) ?? {};
    return { id: key, title, taken, skipped, givenUp, medianMs };
  });
  const gone = figures
    .filter(({ key }) => !steps.some((step) => step.key === key))
    .map(({ key, ...rest }) => ({ id: key, title: null, ...rest }));
  return [...standing, ...gone];
}

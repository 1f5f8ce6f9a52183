import { END, type ProcedureStep } from "./procedure.ts";

type Steps = readonly ProcedureStep[];

/** The key of the step after this one, or {@link END}. */
export function follow(steps: Steps, step: ProcedureStep, goTo: string | null): string {
  return goTo ?? steps[steps.indexOf(step) + 1]?.key ?? END;
}

/** Every way on from a step: one, or of a decision one a choice. */
export function waysOn(steps: Steps, step: ProcedureStep): readonly string[] {
  const targets = step.kind === "decision" ? step.choices.map(({ goTo }) => goTo) : [step.goTo];
  return targets.map((goTo) => follow(steps, step, goTo));
}

/** The steps that can still come, from this key on and with it, in the order of the procedure. */
export function reachable(steps: Steps, from: string): readonly ProcedureStep[] {
  const seen = new Set<string>();
  const open = [from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const step = steps.find((one) => one.key === key);
    if (step === undefined || seen.has(key)) continue;
    seen.add(key);
    open.push(...waysOn(steps, step));
  }
  return steps.filter(({ key }) => seen.has(key));
}

import { reachable, waysOn } from "./next-steps.ts";
import { END, type Procedure, type ProcedureStep } from "./procedure.ts";

export interface ProcedureMistake {
  readonly because:
    | "no-steps"
    | "same-key-twice"
    | "no-words"
    | "no-address"
    | "no-field"
    | "too-few-choices"
    | "same-choice-twice"
    | "no-such-step"
    | "loop"
    | "unreachable";
  /** Key of the step that it is about. */
  readonly step?: string;
}

/** The first of {@link mistakesInProcedure}. */
export const mistakeInProcedure = (
  procedure: Pick<Procedure, "steps">,
): ProcedureMistake | undefined => mistakesInProcedure(procedure)[0];

/**
 * Why a procedure cannot be published: whoever runs it would get nowhere, or never to an end; at most one
 * mistake a step, in the order of the steps. A draft may be wrong. Where the steps are not told apart by
 * their keys, or lead to what is not there, it is not asked yet where they lead.
 */
export function mistakesInProcedure({
  steps,
}: Pick<Procedure, "steps">): readonly ProcedureMistake[] {
  const [first] = steps;
  if (first === undefined) return [{ because: "no-steps" }];
  const isTwice = ({ key }: ProcedureStep, at: number) =>
    key === END || steps.findIndex((one) => one.key === key) < at;
  const twice = steps.filter(isTwice);
  if (twice.length > 0) {
    return twice.map(({ key }) => ({ because: "same-key-twice", step: key }));
  }
  const keys = new Set([END, ...steps.map(({ key }) => key)]);
  const own = steps.map((step) => mistakeInStep(step, keys));
  const leads = own.includes("no-such-step") ? () => undefined : wayward(steps, first);
  return steps.flatMap((step, at) => {
    const because = own[at] ?? leads(step);
    return because === undefined ? [] : [{ because, step: step.key }];
  });
}

/** What is wrong with where a step stands: it comes again, or never. */
function wayward(steps: readonly ProcedureStep[], first: ProcedureStep) {
  const reached = new Set(reachable(steps, first.key));
  return (step: ProcedureStep): ProcedureMistake["because"] | undefined => {
    const comesAgain = waysOn(steps, step).some((next) => reachable(steps, next).includes(step));
    if (comesAgain) return "loop";
    return reached.has(step) ? undefined : "unreachable";
  };
}

function mistakeInStep(
  step: ProcedureStep,
  keys: ReadonlySet<string>,
): ProcedureMistake["because"] | undefined {
  if (step.title.trim() === "") return "no-words";
  if (step.kind === "text" && step.body.trim() === "") return "no-words";
  if (step.kind === "link" && !isWebAddress(step.url)) return "no-address";
  if (step.kind === "field" && !step.field) return "no-field";
  if (step.kind === "decision") {
    const labels = step.choices.map(({ label }) => label.trim());
    if (labels.length < 2) return "too-few-choices";
    if (labels.includes("")) return "no-words";
    if (new Set(labels).size < labels.length) return "same-choice-twice";
  }
  const targets = step.kind === "decision" ? step.choices : [step];
  const isMissing = targets.some(({ goTo }) => goTo !== null && !keys.has(goTo));
  return isMissing ? "no-such-step" : undefined;
}

/** A name or number of a host, perhaps a port, perhaps a path; no spaces, no name and password before. */
const WEB_ADDRESS = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#]\S*)?$/i;

/** The console opens it: nothing but pages of the web. */
export function isWebAddress(url: string | null): url is string {
  return url !== null && WEB_ADDRESS.test(url);
}

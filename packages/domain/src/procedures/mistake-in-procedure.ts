import { reachable, waysOn } from "./next-steps.ts";
import { END, type Procedure, type ProcedureStep } from "./procedure.ts";

export interface ProcedureMistake {
  readonly because:
    | "no-steps"
    | "same-key-twice"
    | "no-words"
    | "no-address"
    | "too-few-choices"
    | "same-choice-twice"
    | "no-such-step"
    | "loop"
    | "unreachable";
  /** Key of the step that it is about. */
  readonly step?: string;
}

/**
 * Why a procedure cannot be published: whoever runs it would get nowhere, or never to an end.
 * A draft may be wrong.
 */
export function mistakeInProcedure({
  steps,
}: Pick<Procedure, "steps">): ProcedureMistake | undefined {
  const [first] = steps;
  if (first === undefined) return { because: "no-steps" };
  const keys = new Set<string>([END]);
  for (const { key } of steps) {
    if (keys.has(key)) return { because: "same-key-twice", step: key };
    keys.add(key);
  }
  for (const step of steps) {
    const because = mistakeInStep(step, keys);
    if (because) return { because, step: step.key };
  }
  const again = loopFrom(steps);
  if (again) return { because: "loop", step: again };
  const reached = new Set(reachable(steps, first.key));
  const lost = steps.find((step) => !reached.has(step));
  return lost && { because: "unreachable", step: lost.key };
}

function mistakeInStep(
  step: ProcedureStep,
  keys: ReadonlySet<string>,
): ProcedureMistake["because"] | undefined {
  if (step.title.trim() === "") return "no-words";
  if (step.kind === "text" && step.body.trim() === "") return "no-words";
  if (step.kind === "link" && !isWebAddress(step.url)) return "no-address";
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

/** A step that leads back to itself, if there is one. */
function loopFrom(steps: readonly ProcedureStep[]): string | undefined {
  const looping = (step: ProcedureStep) =>
    waysOn(steps, step).some((next) => reachable(steps, next).includes(step));
  return steps.find(looping)?.key;
}

/** A name or number of a host, perhaps a port, perhaps a path; no spaces, no name and password before. */
const WEB_ADDRESS = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#]\S*)?$/i;

/** The console opens it: nothing but pages of the web. */
export function isWebAddress(url: string | null): url is string {
  return url !== null && WEB_ADDRESS.test(url);
}

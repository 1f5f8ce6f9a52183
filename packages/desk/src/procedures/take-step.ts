import {
  agentIdOf,
  isActive,
  type Principal,
  readAnswer,
  refuseStep,
  runProcedure,
  type TakenStep,
} from "@circuito/domain";
import { addRunStep, endRun, type ProcedureRun } from "@circuito/store";
import type { StoryLine } from "../change.ts";
import type { Desk } from "../desk.ts";
import type { Done } from "../done.ts";
import { type OwnerActInput, ownerAct } from "../owner-act.ts";
import { type Refusal, UNCHANGED, wrongState } from "../refusal.ts";
import { runOfInput } from "./run-of-input.ts";

export interface TakeStepInput extends OwnerActInput {
  readonly runId: string;
  /** How many steps the run had before this one: said again, nothing is taken twice. */
  readonly position: number;
  readonly step: TakenStep;
}

/** Takes or skips the step that is next, with what was answered; the last one finishes the run. */
export function takeProcedureStep(
  desk: Desk,
  who: Principal,
  input: TakeStepInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, { client }, now) => {
    const run = await runOfInput(client, before.id, input.runId);
    if ("code" in run) return run;
    const asked = run.procedure.steps.find(({ key }) => key === input.step.key);
    const typed = input.step.answer?.trim() || null;
    const answer = (asked && readAnswer(asked, typed)) ?? typed;
    const step: TakenStep = { ...input.step, answer };
    const earlier = run.taken[input.position];
    if (earlier) return isSame(earlier, step) ? UNCHANGED : wrongState("not-this-step");
    if (run.state !== "running") return wrongState("procedure-over");
    if (!isActive(before)) return wrongState("not-open");
    const { steps, name } = run.procedure;
    const refused =
      input.position === run.taken.length
        ? refuseStep(runProcedure(steps, run.taken), step)
        : "not-this-step";
    if (refused) return wrongState(refused);
    const agentId = agentIdOf(who);
    await addRunStep(client, run, { ...step, agentId }, now);
    const title = asked?.title ?? step.key;
    const { outcome } = step;
    const data = { ...about(run), stepKey: step.key, step: title, outcome, answer };
    const activity = { kind: "procedure-step", because: outcome, data };
    if (runProcedure(steps, [...run.taken, step]).current) return { after: before, activity };
    await endRun(client, run.id, { state: "finished" }, now);
    const further: StoryLine = {
      kind: "procedure-ended",
      because: "procedure-finished",
      data: { ...about(run), procedure: name, state: "finished" },
    };
    return { after: before, activity, further };
  });
}

const about = ({ id: runId, procedureId }: ProcedureRun) => ({ runId, procedureId });

const isSame = (one: TakenStep, other: TakenStep) =>
  one.key === other.key && one.outcome === other.outcome && one.answer === other.answer;

import { isSaying, type Principal, runProcedure } from "@circuito/domain";
import { endRun } from "@circuito/store";
import type { Desk } from "../desk.ts";
import type { Done } from "../done.ts";
import { type OwnerActInput, ownerAct } from "../owner-act.ts";
import { invalid, type Refusal, UNCHANGED, wrongState } from "../refusal.ts";
import { runOfInput } from "./run-of-input.ts";

export interface GiveUpProcedureInput extends OwnerActInput {
  readonly runId: string;
  /** Why it did not help here: its writers read it. */
  readonly reason: string;
}

/** Leaves a procedure before its end; what was done of it stays. */
export function giveUpProcedure(
  desk: Desk,
  who: Principal,
  input: GiveUpProcedureInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, { client }, now) => {
    const reason = input.reason.trim();
    if (!isSaying(reason)) return invalid("says-nothing");
    const run = await runOfInput(client, before.id, input.runId);
    if ("code" in run) return run;
    if (run.state === "given-up" && run.reason === reason) return UNCHANGED;
    if (run.state !== "running") return wrongState("procedure-over");
    const { steps, name } = run.procedure;
    const { current } = runProcedure(steps, run.taken);
    await endRun(client, run.id, { state: "given-up", reason, atStep: current?.key }, now);
    const data = {
      ...{ runId: run.id, procedureId: run.procedureId, procedure: name, state: "given-up" },
      ...(current && { stepKey: current.key, step: current.title }),
      reason,
    };
    return { after: before, activity: { kind: "procedure-ended", because: "given-up", data } };
  });
}

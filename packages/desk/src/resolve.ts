import { afterResolve, type Closing, isActive, type Principal } from "@circuito/domain";
import { addTriageAct } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { endLine, noteClosing } from "./note-closing.ts";
import { type Decide, type OwnerActInput, ownerAct } from "./owner-act.ts";
import { type Refusal, wrongState } from "./refusal.ts";
import { refuseEnd } from "./refuse-end.ts";
import { actOf } from "./triage/act-of.ts";

export interface ResolveInput extends OwnerActInput {
  /** What is said of the end, as its queue asks. */
  readonly closing?: Closing | undefined;
}

/** Solved: its owner has room for another. */
export function resolve(desk: Desk, who: Principal, input: ResolveInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decideResolve(desk, who, input.closing));
}

export function decideResolve(desk: Desk, who: Principal, said: Closing = {}): Decide {
  return async (before, tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    const refused = await refuseEnd(tx.client, before, said);
    if (refused) return refused;
    const act = actOf(desk, who, before, now);
    if (act) await addTriageAct(tx.client, { ...act, kind: "answered" });
    const after = afterResolve(before, now);
    await noteClosing(desk, tx, who, after, said, now);
    return { after, activity: endLine(said) };
  };
}

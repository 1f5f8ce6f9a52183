import { afterResolve, isActive, type Principal } from "@circuito/domain";
import { addTriageAct } from "@circuito/store";
import { planAsks } from "./asks/plan-asks.ts";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type Decide, type OwnerActInput, ownerAct } from "./owner-act.ts";
import { type Refusal, wrongState } from "./refusal.ts";
import { refuseEnd } from "./refuse-end.ts";
import { actOf } from "./triage/act-of.ts";

/** Solved: its owner has room for another. */
export function resolve(desk: Desk, who: Principal, input: OwnerActInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decideResolve(desk, who));
}

export function decideResolve(desk: Desk, who: Principal): Decide {
  return async (before, tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    const refused = await refuseEnd(tx.client, before);
    if (refused) return refused;
    const act = actOf(desk, who, before, now);
    if (act) await addTriageAct(tx.client, { ...act, kind: "answered" });
    const after = afterResolve(before, now);
    await planAsks(desk, tx, who, after, now);
    return { after, activity: { kind: "resolved", because: "said-solved", data: {} } };
  };
}

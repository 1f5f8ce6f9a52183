import { afterResolve, isActive, type Principal } from "@circuito/domain";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { type Refusal, wrongState } from "./refusal.ts";

/** Solved: its owner has room for another. */
export function resolve(desk: Desk, who: Principal, input: OwnerActInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, (before, _tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    const after = afterResolve(before, now);
    return { after, activity: { kind: "resolved", because: "said-solved", data: {} } };
  });
}

import { afterLeaseEnd, isSaying, type Principal, type SkipReason } from "@circuito/domain";
import { addTriageAct } from "@circuito/store";
import type { Desk } from "../desk.ts";
import type { Done } from "../done.ts";
import { type OwnerActInput, ownerAct } from "../owner-act.ts";
import { invalid, type Refusal, wrongState } from "../refusal.ts";
import { actOf } from "./act-of.ts";

export interface SkipInput extends OwnerActInput {
  readonly reason: SkipReason;
  /** Of another reason: which. */
  readonly words?: string | undefined;
}

/** Left to somebody else, with a reason that supervisors read. To whoever skipped it, it comes back last. */
export function skip(desk: Desk, who: Principal, input: SkipInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const { reason } = input;
    const words = input.words?.trim() || undefined;
    if (reason === "other" && !isSaying(words ?? "")) return invalid("says-nothing");
    const act = actOf(desk, who, before, now);
    if (!act) return wrongState("not-in-triage");
    await addTriageAct(tx.client, { ...act, kind: "skipped", reason, words });
    const data = { ...(words !== undefined && { words }) };
    return {
      after: afterLeaseEnd(before),
      activity: { kind: "skipped", because: reason, data },
    };
  });
}

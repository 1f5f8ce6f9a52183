import { afterLabels, type LabelChange, type Principal } from "@circuito/domain";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type Decide, ownerAct } from "./owner-act.ts";
import { type Refusal, UNCHANGED, wrongState } from "./refusal.ts";

export interface LabelInput extends LabelChange {
  readonly conversationId: string;
}

/** Puts labels on and takes them off. Whoever sees a conversation may: it says what it is about. */
export function label(desk: Desk, who: Principal, input: LabelInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decideLabels(input));
}

export function decideLabels(asked: LabelChange): Decide {
  return (before) => {
    if (before.status === "closed") return { kind: "refused", code: "closed" };
    const labelled = afterLabels(before, asked);
    if (labelled.kind === "refused") return wrongState(labelled.because);
    const { add: added, remove: removed } = labelled.change;
    if (added.length + removed.length === 0) return UNCHANGED;
    const activity = { kind: "labelled", because: "by-hand", data: { added, removed } };
    return { after: labelled.after, activity };
  };
}

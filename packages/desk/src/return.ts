import { afterReturn, isActive, isSaying, type Principal } from "@circuito/domain";
import { findQueue } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { decideHop, hopData, hopOf } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";

export interface ReturnInput extends OwnerActInput {
  readonly reason: string;
}

/** Back to where it came from, with a reason; a second time, to the supervisors. */
export function giveBack(desk: Desk, who: Principal, input: ReturnInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    if (!isSaying(input.reason)) return invalid("says-nothing");
    if (!isActive(before)) return wrongState("not-open");
    const from = before.handOver?.fromQueueId;
    if (from === undefined) return wrongState("nothing-to-return");
    const queue = await findQueue(tx.client, from);
    if (!queue) return invalid("no-such-queue");
    const asked = { kind: "return", to: queue, note: input.reason } as const;
    const decided = await decideHop(tx.client, who, before, asked, now);
    if (decided.kind === "refused") return decided;
    const after = afterReturn(before, decided.to, decided.handOver);
    const hop = hopOf(before, decided, undefined);
    const because = decided.diverted?.because ?? "sent-back";
    return { after, hop, activity: { kind: "returned", because, data: hopData(hop) } };
  });
}

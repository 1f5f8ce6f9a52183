import { afterReturn, type Principal } from "@circuito/domain";
import { findQueue } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { handOverBy, hopData, refuseHop } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";

export interface ReturnInput extends OwnerActInput {
  readonly reason: string;
}

/** Back to where it came from, with a reason. */
export function giveBack(desk: Desk, who: Principal, input: ReturnInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const refused = await refuseHop(tx.client, "return", before, undefined);
    if (refused) return refused;
    const from = before.handOver?.fromQueueId;
    if (from === undefined) return wrongState("nothing-to-return");
    const queue = await findQueue(tx.client, from);
    if (!queue) return invalid("no-such-queue");
    const handOver = handOverBy(who, before, "return", input.reason, now);
    const after = afterReturn(before, queue, handOver);
    const data = hopData(before, after, handOver);
    return { after, activity: { kind: "returned", because: "sent-back", data } };
  });
}

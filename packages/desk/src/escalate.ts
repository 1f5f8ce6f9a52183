import { afterHandOver, type Principal } from "@circuito/domain";
import { findQueue } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { handOverBy, hopData, refuseHop } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal } from "./refusal.ts";

export interface EscalateInput extends OwnerActInput {
  readonly queueId: string;
  /** What was tried already, so that nobody tries it again. */
  readonly tried: string;
}

/** Up to a queue of a higher level. */
export function escalate(
  desk: Desk,
  who: Principal,
  input: EscalateInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const queue = await findQueue(tx.client, input.queueId);
    if (!queue) return invalid("no-such-queue");
    const refused = await refuseHop(tx.client, "escalate", before, queue);
    if (refused) return refused;
    const handOver = handOverBy(who, before, "escalate", input.tried, now);
    const after = afterHandOver(before, { queue }, handOver);
    const data = hopData(before, after, handOver);
    return { after, activity: { kind: "escalated", because: "needs-a-higher-level", data } };
  });
}

import { afterHandOver, type Principal, type Registration } from "@circuito/domain";
import { findQueue } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { handOverBy, hopData, refuseHop } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal } from "./refusal.ts";

export interface DirectInput extends OwnerActInput {
  readonly queueId: string;
  readonly registration: Registration;
}

/** A director hands a problem, written down, to the area that will solve it. */
export function direct(desk: Desk, who: Principal, input: DirectInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const queue = await findQueue(tx.client, input.queueId);
    if (!queue) return invalid("no-such-queue");
    const refused = await refuseHop(tx.client, "direct", before, queue);
    if (refused) return refused;
    const { registration } = input;
    const handOver = handOverBy(who, before, "direct", registration.summary, now);
    const after = afterHandOver(before, { queue }, handOver, registration);
    const data = { ...hopData(before, after, handOver), ...registration };
    return { after, activity: { kind: "directed", because: "registered", data } };
  });
}

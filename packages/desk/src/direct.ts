import {
  afterHandOver,
  mistakeInRegistration,
  type Principal,
  type Registration,
} from "@circuito/domain";
import { findOpenQueue } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { decideHop, hopData, hopOf } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal } from "./refusal.ts";

export interface DirectInput extends OwnerActInput {
  readonly queueId: string;
  readonly registration: Registration;
}

/** A director hands a problem, written down, to the area that will solve it. */
export function direct(desk: Desk, who: Principal, input: DirectInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const { registration } = input;
    const mistake = mistakeInRegistration(registration, now);
    if (mistake) return invalid(mistake);
    const queue = await findOpenQueue(tx.client, input.queueId);
    if (!queue) return invalid("no-such-queue");
    const asked = { kind: "direct", to: queue, note: registration.summary } as const;
    const decided = await decideHop(tx.client, who, before, asked, now);
    if (decided.kind === "refused") return decided;
    const after = afterHandOver(before, { queue: decided.to }, decided.handOver, registration);
    const hop = hopOf(before, decided, undefined);
    const because = decided.diverted?.because ?? "registered";
    const data = { ...hopData(hop), ...registration };
    return { after, hop, activity: { kind: "directed", because, data } };
  });
}

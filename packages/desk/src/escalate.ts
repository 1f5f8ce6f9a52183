import { afterHandOver, isSaying, type Principal } from "@circuito/domain";
import { findOpenQueue } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { decideHop, hopData, hopOf } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal } from "./refusal.ts";

export interface EscalateInput extends OwnerActInput {
  readonly queueId: string;
  /** What was tried already, so that nobody tries it again; and what came of it. */
  readonly tried: string;
  readonly result: string;
}

/** Up to a queue of a higher level. */
export function escalate(
  desk: Desk,
  who: Principal,
  input: EscalateInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const { tried, result } = input;
    if (!isSaying(tried) || !isSaying(result)) return invalid("says-nothing");
    const queue = await findOpenQueue(tx.client, input.queueId);
    if (!queue) return invalid("no-such-queue");
    const asked = { kind: "escalate", to: queue, note: tried, result } as const;
    const decided = await decideHop(tx.client, who, before, asked, now);
    if (decided.kind === "refused") return decided;
    const after = afterHandOver(before, { queue: decided.to }, decided.handOver);
    const hop = hopOf(before, decided, undefined);
    const because = decided.diverted?.because ?? "needs-a-higher-level";
    return { after, hop, activity: { kind: "escalated", because, data: hopData(hop) } };
  });
}

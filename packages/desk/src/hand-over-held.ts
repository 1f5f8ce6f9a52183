import type { AgentId, Principal } from "@circuito/domain";
import { listHeldBy } from "@circuito/store";
import type { Desk } from "./desk.ts";
import { transfer } from "./transfer.ts";

/**
 * Hands to a colleague what somebody holds, one conversation after the other, each as a supervisor would
 * by hand. What the colleague does not serve, or that changed meanwhile, stays where it is.
 * @returns how many were handed over
 */
export async function handOverHeld(
  desk: Desk,
  who: Principal,
  from: AgentId,
  to: AgentId,
  note: string,
): Promise<number> {
  let handedOver = 0;
  for (const { conversationId, epoch, queueId } of await listHeldBy(desk.database.pool, from)) {
    const done = await transfer(desk, who, { conversationId, epoch, queueId, agentId: to, note });
    if (done.kind === "done") handedOver += 1;
  }
  return handedOver;
}

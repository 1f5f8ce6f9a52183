import type { AgentState } from "../assignment/agent-state.ts";
import { ineligible } from "../assignment/eligible.ts";
import { inQueueOrder } from "../assignment/queue-order.ts";
import type { QueueTerms } from "../assignment/queue-terms.ts";
import type { WaitingConversation } from "../assignment/waiting-conversation.ts";
import type { QueueId } from "../ids.ts";

/**
 * What somebody who asks for the next one may be given, in the order in which the machine would give
 * it. That they asked is enough of being there. What is held for its previous owner is passed over.
 * @param agent `undefined`: they serve none of these queues and look after them: nothing is against
 *   them
 */
export function nextFor(
  waiting: readonly WaitingConversation[],
  agent: AgentState | undefined,
  terms: ReadonlyMap<QueueId, Pick<QueueTerms, "weights" | "stickyHoldMs">>,
  now: number,
): readonly WaitingConversation[] {
  const asking = agent && { ...agent, wanted: "available" as const, reachable: true };
  return inQueueOrder(waiting, now).filter((one) => {
    const { weights = {}, stickyHoldMs = 0 } = terms.get(one.queueId) ?? {};
    const isHeld = one.stickyIsThere && now < one.waitingSince + stickyHoldMs;
    if (isHeld && one.stickyAgentId !== asking?.id) return false;
    return asking === undefined || ineligible(asking, one, weights) === undefined;
  });
}

import {
  type AgentId,
  assignAgent,
  hasRoom,
  NOTHING_PASSED_OVER,
  passOver,
} from "@circuito/domain";
import {
  findWaitingQueuesOf,
  loadQueueTerms,
  loadWaiting,
  lockAgents,
  lockQueues,
  together,
} from "@circuito/store";
import { NOBODY_SERVED, type Served, saveRound } from "./save-round.ts";
import { add, type RoundDependencies } from "./serve-queue.ts";

/** More than one agent can hold, so that the first look is nearly always the last. */
const HEAD_MAX = 12;
const LOOKS_MAX = 10;

/**
 * One round for an agent who got room: what comes first in all their queues. Only they are counted and
 * locked, however many serve these queues: had another one room for what waits, it would not wait.
 */
export async function serveAgent(
  { database, newId }: RoundDependencies,
  agentId: AgentId,
  now: number,
): Promise<Served> {
  return await database.transaction(async ({ client }) => {
    const queueIds = await findWaitingQueuesOf(client, agentId);
    const [anyQueue] = queueIds;
    if (anyQueue === undefined) return NOBODY_SERVED;
    const [, termsOf, states] = await together(client, () => [
      lockQueues(client, queueIds),
      loadQueueTerms(client, queueIds),
      lockAgents(client, anyQueue, [agentId]),
    ]);
    let [agent] = states;
    let passedOver = NOTHING_PASSED_OVER;
    let served = NOBODY_SERVED;
    for (let look = 0; look < LOOKS_MAX; look++) {
      const weights = [...termsOf.values()][0]?.weights ?? {};
      if (agent?.wanted !== "available" || !hasRoom(agent, { weights })) return served;
      const heads = await together(client, () =>
        queueIds.map((id) => loadWaiting(client, id, HEAD_MAX, now, passedOver)),
      );
      const assignments = assignAgent(heads.flat(), agent, termsOf, now);
      const saved = await saveRound(client, assignments, newId, now);
      served = add(served, saved);
      if (heads.every((head) => head.length < HEAD_MAX)) return served;
      passedOver = passOver(passedOver, assignments);
      if (saved.given + saved.offered > 0) [agent] = await lockAgents(client, anyQueue, [agentId]);
    }
    return { ...served, more: true };
  });
}

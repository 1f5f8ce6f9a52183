import {
  type AgentId,
  type AgentState,
  type Assignment,
  assignQueue,
  hasRoom,
  type NewId,
  NOTHING_PASSED_OVER,
  passOver,
  type QueueId,
} from "@circuito/domain";
import {
  type Database,
  loadAvailableAgents,
  loadQueueTerms,
  loadWaiting,
  lockAgents,
  lockQueues,
  type Queryable,
  together,
} from "@circuito/store";
import { NOBODY_SERVED, type Served, saveRound } from "./save-round.ts";

/** Conversations looked at together; what is behind them is looked at while somebody has room (rules §8.6). */
const HEAD_MAX = 50;
/** Looks in one transaction, each behind what the last one gave or found nobody for. */
const LOOKS_MAX = 10;

export interface RoundDependencies {
  readonly database: Database;
  readonly newId: NewId;
}

/**
 * One round for one queue: lock the queue, read who has room and who waits, decide, lock those who get
 * something, claim.
 */
export async function serveQueue(
  { database, newId }: RoundDependencies,
  queueId: QueueId,
  now: number,
): Promise<Served> {
  return await database.transaction(async ({ client }) => {
    const [, terms, found] = await together(client, () => [
      lockQueues(client, [queueId]),
      loadQueueTerms(client, [queueId]),
      loadAvailableAgents(client, queueId),
    ]);
    const own = terms.get(queueId);
    if (!own || own.strategy === "manual") return NOBODY_SERVED;

    let agents = found;
    let passedOver = NOTHING_PASSED_OVER;
    let served = NOBODY_SERVED;
    const locked = new Set<AgentId>();
    for (let look = 0; look < LOOKS_MAX; look++) {
      if (!agents.some((agent) => hasRoom(agent, own))) return served;
      const waiting = await loadWaiting(client, queueId, HEAD_MAX, now, passedOver);
      const decide = (of: readonly AgentState[]) => assignQueue(waiting, of, own, now);
      const isHolding = served.given + served.offered > 0;
      const round = await settle(client, queueId, agents, { decide, isHolding, locked });
      const saved = await saveRound(client, round.assignments, newId, now);
      served = add(served, saved);
      if (round.isCut) return { ...served, more: true };
      if (waiting.length < HEAD_MAX) return served;
      passedOver = passOver(passedOver, round.assignments);
      // What was given has left the head; what its agents hold now is counted again.
      agents =
        saved.given + saved.offered === 0 ? agents : await loadAvailableAgents(client, queueId);
    }
    return { ...served, more: true };
  });
}

interface Settled {
  readonly assignments: readonly Assignment[];
  /** Somebody else would get the next one now: it is left for another round. */
  readonly isCut: boolean;
}

/**
 * Decides, locks those who would get something and decides again on what they hold under the lock. If
 * nobody gave them work meanwhile the answer is the same. If somebody did, what is settled ends before
 * the first conversation that would go to an agent who is not locked: nobody overtakes it, and no lock
 * is taken out of order.
 */
async function settle(
  client: Queryable,
  queueId: QueueId,
  agents: readonly AgentState[],
  round: {
    readonly decide: (agents: readonly AgentState[]) => readonly Assignment[];
    /** Something was given in this transaction, and is locked. */
    readonly isHolding: boolean;
    /** Agents who are locked; those who will be are added. */
    readonly locked: Set<AgentId>;
  },
): Promise<Settled> {
  const { decide } = round;
  const first = decide(agents);
  const chosen = first.flatMap(({ choice }) => (choice.kind === "agent" ? [choice.agentId] : []));
  if (chosen.length === 0) return { assignments: first, isCut: false };
  // Agents before conversations, as everybody who locks both: one who is not locked yet may be
  // claiming what was just given to somebody else.
  if (round.isHolding && chosen.some((id) => !round.locked.has(id))) {
    return { assignments: [], isCut: true };
  }
  for (const id of chosen) round.locked.add(id);
  const states = await lockAgents(client, queueId, [...new Set(chosen)]);
  const locked = new Map(states.map((agent) => [agent.id, agent]));
  const isGone = ({ id }: AgentState) => chosen.includes(id) && !locked.has(id);
  const present = agents.filter((agent) => !isGone(agent));
  const assignments = decide(present.map((agent) => locked.get(agent.id) ?? agent));
  const cut = assignments.findIndex(
    ({ choice }) => choice.kind === "agent" && !locked.has(choice.agentId),
  );
  if (cut < 0) return { assignments, isCut: false };
  return { assignments: assignments.slice(0, cut), isCut: true };
}

export function add(served: Served, saved: Omit<Served, "more">): Served {
  return {
    given: served.given + saved.given,
    offered: served.offered + saved.offered,
    dues: [...served.dues, ...saved.dues],
    more: served.more,
  };
}

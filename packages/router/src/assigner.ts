import type { Bus } from "@circuito/bus";
import { asId, assignQueue, type QueueId } from "@circuito/domain";
import {
  type Database,
  type Given,
  loadQueueTerms,
  loadWaiting,
  lockAvailableAgents,
  lockQueue,
  saveAssignments,
} from "@circuito/store";

/** Conversations handed out in one transaction; more follow in the next (rules §8). */
const HEAD_MAX = 50;
/** Queues served at once by one process. */
const QUEUES_AT_ONCE = 4;

/** Takes `assign` jobs: gives the head of a queue to whoever may have it, with the reason. */
export async function startAssigner(dependencies: {
  readonly database: Database;
  readonly bus: Bus;
  readonly now: () => number;
}): Promise<void> {
  const { database, bus, now } = dependencies;
  await bus.jobs.work("assign", { concurrency: QUEUES_AT_ONCE }, async (ids) => {
    for (const id of ids) {
      while ((await serveQueue(database, asId(id), now())) === HEAD_MAX) bus.wake.publish("outbox");
      bus.wake.publish("outbox");
    }
  });
}

/**
 * One round for one queue: lock the queue, read its head and its agents, decide, claim.
 * @returns how many conversations were given
 */
export async function serveQueue(
  database: Database,
  queueId: QueueId,
  now: number,
): Promise<number> {
  return await database.transaction(async ({ client }) => {
    await lockQueue(client, queueId);
    const terms = (await loadQueueTerms(client, [queueId])).get(queueId);
    if (!terms) return 0;
    const waiting = await loadWaiting(client, queueId, HEAD_MAX, now);
    if (waiting.length === 0) return 0;
    const agents = await lockAvailableAgents(client, queueId);
    if (agents.length === 0) return 0;
    const given = assignQueue(waiting, agents, terms, now).flatMap(
      ({ conversation, choice }): Given[] =>
        choice.kind === "agent" ? [{ conversation, choice }] : [],
    );
    return (await saveAssignments(client, given, now)).length;
  });
}

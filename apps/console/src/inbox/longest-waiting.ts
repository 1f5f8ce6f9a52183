import type { AgentView, QueueView } from "@circuito/protocol";

/**
 * Of the queues somebody serves the one in which a customer has waited longest, if any does. What waits for
 * directors is taken at their desk.
 */
export function longestWaiting(
  queues: readonly QueueView[],
  { queueIds }: Pick<AgentView, "queueIds">,
): QueueView | undefined {
  let found: QueueView | undefined;
  for (const queue of queues) {
    const { id, role, waiting, oldestWaitingSince } = queue;
    if (!queueIds.includes(id) || role === "director" || waiting === 0) continue;
    if (oldestWaitingSince === null) continue;
    // ISO 8601 of one zone: in the order of time.
    if (oldestWaitingSince < (found?.oldestWaitingSince ?? "~")) found = queue;
  }
  return found;
}

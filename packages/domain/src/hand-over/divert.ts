import type { QueueId } from "../ids.ts";
import type { HandOverKind, QueueRole } from "./hand-over.ts";

/** Why a supervisor, and not the next one in the line, says where a conversation goes. */
export type Diversion = "second-return" | "same-queue-twice";

/** What is remembered of a hop that was. */
export interface PastHop {
  readonly kind: HandOverKind;
  readonly fromQueueId: QueueId | undefined;
  readonly toQueueId: QueueId | undefined;
}

/**
 * Whether people pass a conversation to and fro (rules §8.8): the second return, and a queue that had
 * it before, are for a supervisor. What supervisors send, and what goes to them anyway, is never
 * diverted; and what was before they decided counts no more. A return goes where it came from, so a
 * first one is no second visit; neither is a colleague of the same queue.
 * @param hops the conversation's, oldest first
 */
export function divertHop(
  kind: HandOverKind,
  ways: {
    readonly from: { readonly id: QueueId; readonly role: QueueRole } | undefined;
    readonly to: { readonly id: QueueId; readonly role: QueueRole };
    readonly hops: readonly PastHop[];
    readonly supervisorQueueIds: readonly QueueId[];
  },
): Diversion | undefined {
  const { from, to, supervisorQueueIds } = ways;
  if (from?.role === "supervisor" || to.role === "supervisor") return undefined;
  const hops = sinceDecided(ways.hops, supervisorQueueIds);
  if (kind === "return") {
    return hops.some((hop) => hop.kind === "return") ? "second-return" : undefined;
  }
  if (to.id === from?.id) return undefined;
  const visited = hops.flatMap(({ fromQueueId, toQueueId }) => [fromQueueId, toQueueId]);
  return visited.includes(to.id) ? "same-queue-twice" : undefined;
}

/** From the supervisors' last decision on, it included. */
function sinceDecided(
  hops: readonly PastHop[],
  supervisorQueueIds: readonly QueueId[],
): readonly PastHop[] {
  const decided = hops.findLastIndex(
    ({ fromQueueId }) => fromQueueId !== undefined && supervisorQueueIds.includes(fromQueueId),
  );
  return decided < 0 ? hops : hops.slice(decided);
}

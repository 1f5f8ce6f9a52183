import type { AgentView, QueueView } from "@circuito/protocol";

/** Who sits at a director's queue; and whoever minds the others, where there is one. */
export function mayDirect(
  me: Pick<AgentView, "role" | "queueIds">,
  queues: readonly QueueView[],
): boolean {
  const directing = queues.filter(({ role }) => role === "director");
  return me.role === "agent"
    ? directing.some(({ id }) => me.queueIds.includes(id))
    : directing.length > 0;
}

import { api } from "../api/client.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** All that somebody holds, open and snoozed. */
export const heldQuery = (agentId: string) => ({
  queryKey: ["conversations", "held-by", agentId],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
    (await api.conversationsOf(agentId, signal)).items,
});

/** Whether somebody holds anything as they leave. Where that cannot be known now, nobody is asked about it. */
export async function holdsAny({ queries, agentId }: Workspace): Promise<boolean> {
  try {
    return (await queries.fetchQuery(heldQuery(agentId))).length > 0;
  } catch {
    return false;
  }
}

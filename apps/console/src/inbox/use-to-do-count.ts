import { useConversationList } from "../workspace/queries.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";
import { groupOf } from "./group-of.ts";

/** How many conversations wait for this agent; as many as one page tells. */
export function useToDoCount(): number {
  const { agentId } = useWorkspace();
  const list = useConversationList({ group: "to-do", assigneeId: agentId });
  const known = useCache((cache) => cache.conversations);
  const ids = new Set(list.data?.pages.flatMap((page) => page.ids) ?? []);
  return [...ids].filter((id) => {
    const conversation = known.get(id);
    return conversation !== undefined && groupOf(conversation) === "to-do";
  }).length;
}

import type { HeldReplyView } from "@circuito/protocol";
import { putHeld } from "@circuito/realtime";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";

/** Replies of a conversation that wait for their time or came back, in its order. */
export function useHeld(conversationId: string): readonly HeldReplyView[] {
  const { cache } = useWorkspace();
  useQuery({
    queryKey: ["held", conversationId],
    queryFn: async () => {
      const { items } = await api.listHeldReplies(conversationId);
      cache.change((all) => putHeld(all, items));
      return items.length;
    },
  });
  const all = useCache((held) => held.held);
  return [...all.values()]
    .filter(
      (held) =>
        held.conversationId === conversationId &&
        (held.state === "held" || held.state === "refused"),
    )
    .sort((a, b) => (a.sendAt < b.sendAt ? -1 : 1));
}

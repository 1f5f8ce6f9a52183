import { putMentions } from "@circuito/realtime";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { serverNow } from "../workspace/server-now.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";

/** How many mentions are new: asked for once, then told. */
export function useNewMentions(): number {
  const { agentId, cache, live } = useWorkspace();
  useQuery({
    queryKey: ["mentions", "unread"],
    queryFn: async () => {
      const askedAt = serverNow(live.getState());
      const { unread } = await api.listMentions(undefined);
      cache.change((held) => putMentions(held, agentId, unread, askedAt));
      return unread;
    },
  });
  return useCache((held) => held.mentions.get(agentId)?.unread ?? 0);
}

export function useMentions() {
  return useInfiniteQuery({
    queryKey: ["mentions", "list"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.listMentions(pageParam),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

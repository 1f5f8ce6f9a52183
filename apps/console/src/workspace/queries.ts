import { putAgent, putConversations } from "@circuito/realtime";
import {
  type InfiniteData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useCallback } from "react";
import { api, type ListFilter } from "../api/client.ts";
import { serverNow } from "./server-now.ts";
import { useCache, useWorkspace } from "./workspace-context.ts";

/** Names and figures of queues: a notice renews them, this is only the belt. */
const QUEUES_STALE_MS = 60_000;

interface IdPage {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
}

type IdPages = InfiniteData<IdPage, string | undefined>;

/** Longer lists are fetched anew only now and then: all their pages would be, one after the other. */
const LIVE_PAGES_MAX = 4;

/** Asks for the lists on screen again, but for those that somebody scrolled far down in. */
export function refetchLiveLists(queries: QueryClient): void {
  void queries.invalidateQueries({
    queryKey: ["conversations"],
    // What somebody holds, or a customer has, is one page.
    predicate: ({ state }) =>
      ((state.data as Partial<IdPages> | undefined)?.pages?.length ?? 0) <= LIVE_PAGES_MAX,
  });
}

/** Back at the top of a long list, or gone from it: what was scrolled past is let go, the rest is live again. */
export function useShedList(filter: ListFilter): () => void {
  const { queries } = useWorkspace();
  return useCallback(() => {
    const key = ["conversations", filter];
    const held = queries.getQueryData<IdPages>(key);
    if (held === undefined || held.pages.length <= LIVE_PAGES_MAX) return;
    queries.setQueryData<IdPages>(key, {
      pages: held.pages.slice(0, 1),
      pageParams: held.pageParams.slice(0, 1),
    });
    void queries.invalidateQueries({ queryKey: key });
  }, [queries, filter]);
}

/** The list in the server's order; the views themselves go to the cache. */
export function useConversationList(filter: ListFilter) {
  const { cache, socket, seen } = useWorkspace();
  return useInfiniteQuery<IdPage, Error, IdPages, unknown[], string | undefined>({
    queryKey: ["conversations", filter],
    initialPageParam: undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.listConversations(filter, pageParam, signal);
      cache.change((held) => putConversations(held, page.items));
      seen.adopt(page.reads);
      socket.startFrom(page.position);
      return { ids: page.items.map((item) => item.id), nextCursor: page.nextCursor };
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    // While another filter loads, the rows of the one before would be a lie; with new words typed
    // into the search the old answer may stay for a moment.
    placeholderData: (previous, query) => {
      const before = query?.queryKey[1] as ListFilter | undefined;
      return before?.group === filter.group && before.queueId === filter.queueId
        ? previous
        : undefined;
    },
  });
}

/** How much is in each place, view, and stretch of this list; a change renews it in a moment. */
export function useListCounts(filter: ListFilter) {
  return useQuery({
    queryKey: ["list-counts", filter],
    queryFn: ({ signal }) => api.countLists(filter, signal),
    placeholderData: (previous) => previous,
  }).data;
}

export function useViews() {
  return useQuery({
    queryKey: ["views"],
    queryFn: async () => (await api.listViews()).items,
    staleTime: QUEUES_STALE_MS,
  });
}

export function useLabels() {
  return useQuery({
    queryKey: ["labels"],
    queryFn: async () => (await api.listLabels()).items,
    staleTime: QUEUES_STALE_MS,
  });
}

export const QUEUES = queryOptions({
  queryKey: ["queues"],
  queryFn: async () => (await api.listQueues()).items,
  staleTime: QUEUES_STALE_MS,
});

export const useQueues = () => useQuery(QUEUES);

export function useQueue(id: string | null) {
  return useQueues().data?.find((queue) => queue.id === id);
}

/** Colleagues; presence arrives by events and is read from the cache. */
export function useAgents() {
  const { cache, live } = useWorkspace();
  const query = useQuery({
    queryKey: ["agents"],
    queryFn: async () => {
      const askedAt = serverNow(live.getState());
      const { items } = await api.listAgents();
      cache.change((held) => items.reduce((next, agent) => putAgent(next, agent, askedAt), held));
      return items.map((agent) => agent.id);
    },
    staleTime: QUEUES_STALE_MS,
  });
  const known = useCache((held) => held.agents);
  const agents = (query.data ?? []).flatMap((id) => known.get(id)?.agent ?? []);
  return { ...query, agents };
}

export function useInboxes() {
  return useQuery({
    queryKey: ["inboxes"],
    queryFn: async () => (await api.listInboxes()).items,
    staleTime: QUEUES_STALE_MS,
  });
}

/** Makes sure that a conversation reached by its address is in the cache. */
export function useConversationQuery(id: string) {
  const { cache } = useWorkspace();
  return useQuery({
    queryKey: ["conversation", id],
    queryFn: async () => {
      const conversation = await api.getConversation(id);
      cache.change((held) => putConversations(held, [conversation]));
      return conversation.version;
    },
    retry: false,
  });
}

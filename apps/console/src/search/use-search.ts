import { putConversations } from "@circuito/realtime";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { channelName } from "../i18n/labels.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import { serverNow } from "../workspace/server-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { type Operator, readPeriod, readSearch } from "./read-search.ts";

/** What the server is asked for, and which operators it could not make sense of. */
export interface Asked {
  readonly words: string;
  readonly operators: readonly (Operator & { readonly isUnknown: boolean })[];
  readonly filter: {
    readonly authorName?: string;
    readonly queueId?: string;
    readonly channel?: string;
    readonly protocol?: string;
    readonly hasFile?: "true";
    readonly since?: string;
    readonly until?: string;
  };
}

/** Names of queues and channels become what the server knows them by. */
export function useAsked(text: string): Asked {
  const queues = useQueues().data ?? [];
  const inboxes = useInboxes().data ?? [];
  const { live } = useWorkspace();
  const { words, operators } = readSearch(text);
  const read = operators.map((operator) => {
    const filter = filterOf(operator);
    return { ...operator, isUnknown: filter === undefined, filter };
  });
  return {
    words,
    operators: read,
    filter: Object.assign({}, ...read.map(({ filter }) => filter)),
  };

  function filterOf({ kind, value }: Operator): Asked["filter"] | undefined {
    const isIt = (name: string) => name.toLowerCase().startsWith(value.toLowerCase());
    switch (kind) {
      case "author":
        return { authorName: value };
      case "protocol":
        return { protocol: value };
      case "file":
        return { hasFile: "true" };
      case "period":
        return readPeriod(value, Date.parse(serverNow(live.getState())));
      case "queue": {
        const queue = queues.find(({ name }) => isIt(name));
        return queue && { queueId: queue.id };
      }
      case "channel": {
        const channels = [...new Set(inboxes.map(({ channel }) => channel))];
        const channel = channels.find((one) => isIt(one) || isIt(channelName(one)));
        return channel === undefined ? undefined : { channel };
      }
    }
  }
}

export function useMessageHits({ words, filter }: Asked) {
  const { protocol: _, ...rest } = filter;
  return useInfiniteQuery({
    queryKey: ["search", "messages", words, rest],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.searchMessages({ words, ...rest }, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
  });
}

/** @param isWanted while not, nothing is asked */
export function useConversationHits({ words, filter }: Asked, isWanted = true) {
  const { cache } = useWorkspace();
  const { queueId, protocol } = filter;
  const asked = {
    ...(words === "" ? {} : { search: words }),
    ...(queueId === undefined ? {} : { queueId }),
    ...(protocol === undefined ? {} : { protocol }),
  };
  return useInfiniteQuery({
    queryKey: ["search", "conversations", asked],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.findConversations(asked, pageParam, signal);
      cache.change((held) => putConversations(held, page.items));
      return page;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
    enabled: isWanted,
  });
}

/** @param isWanted while not, nothing is asked */
export function useContactHits({ words }: Asked, isWanted = true) {
  return useInfiniteQuery({
    queryKey: ["search", "customers", words],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.listContacts({ search: words }, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
    enabled: isWanted,
  });
}

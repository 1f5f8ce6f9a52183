import { useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { messageHash } from "../chat/jump.ts";
import { filterOf } from "../inbox/list-filter.ts";
import { openConversationId } from "./open-conversation.ts";
import { type InboxSearch, readInboxSearch } from "./routes.ts";

/**
 * Ways to go elsewhere in the inbox, from wherever the person is when they go: whoever only goes is not
 * drawn again each time somebody went.
 */
export function useInboxWays() {
  const router = useRouter();
  return useMemo(() => {
    const search = (): InboxSearch => {
      const { peek: _peek, ...listSearch } = readInboxSearch(router.state.location.search);
      return listSearch;
    };
    return {
      open: (
        id: string,
        options: { readonly peek?: true; readonly replace?: boolean; readonly seq?: number } = {},
      ) =>
        void router.navigate({
          to: "/inbox/$conversationId",
          params: { conversationId: id },
          search: { ...search(), ...(options.peek ? { peek: true } : {}) },
          ...(options.seq === undefined ? {} : { hash: messageHash(options.seq) }),
          replace: options.replace ?? false,
        }),
      close: () => void router.navigate({ to: "/inbox", search: search() }),
      show: (change: InboxSearch) => void router.navigate({ to: "/inbox", search: change }),
      /** Another list beside the same conversation. */
      refine: (change: InboxSearch) => {
        const conversationId = openConversationId();
        void router.navigate(
          conversationId === null
            ? { to: "/inbox", search: change, replace: true }
            : {
                to: "/inbox/$conversationId",
                params: { conversationId },
                search: change,
                replace: true,
              },
        );
      },
    };
  }, [router]);
}

/** Where the person is, read from the address, and ways to go elsewhere. */
export function useInboxPlace() {
  const ways = useInboxWays();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const search = useMemo(() => readInboxSearch(raw), [raw]);
  const filter = useMemo(() => filterOf(search), [search]);
  return { ...ways, conversationId, search, filter, isPeeking: search.peek === true };
}

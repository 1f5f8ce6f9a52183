import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { messageHash } from "../chat/jump.ts";
import { filterOf } from "../inbox/list-filter.ts";
import { type InboxSearch, readInboxSearch } from "./routes.ts";

/** Where the person is, read from the address, and ways to go elsewhere. */
export function useInboxPlace() {
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const search = readInboxSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const filter = filterOf(search);
  const { peek: _peek, ...listSearch } = search;
  return {
    conversationId,
    search,
    filter,
    isPeeking: search.peek === true,
    open: (
      id: string,
      options: { readonly peek?: true; readonly replace?: boolean; readonly seq?: number } = {},
    ) =>
      void navigate({
        to: "/inbox/$conversationId",
        params: { conversationId: id },
        search: { ...listSearch, ...(options.peek ? { peek: true } : {}) },
        ...(options.seq === undefined ? {} : { hash: messageHash(options.seq) }),
        replace: options.replace ?? false,
      }),
    close: () => void navigate({ to: "/inbox", search: listSearch }),
    show: (change: InboxSearch) => void navigate({ to: "/inbox", search: change }),
    /** Another list beside the same conversation. */
    refine: (change: InboxSearch) =>
      void navigate(
        conversationId === undefined
          ? { to: "/inbox", search: change, replace: true }
          : {
              to: "/inbox/$conversationId",
              params: { conversationId },
              search: change,
              replace: true,
            },
      ),
  };
}

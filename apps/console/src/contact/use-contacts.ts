import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import type { ContactsSearch } from "./contacts-search.ts";

/** Segments change with every contact that is edited; they are a list to choose from. */
const SEGMENTS_STALE_MS = 60_000;

/** Contacts that one may see, page by page, newest first. */
export function useContacts({ q, ...rest }: ContactsSearch) {
  const filter = { ...(q !== undefined && { search: q }), ...rest };
  return useInfiniteQuery({
    queryKey: ["contacts", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.listContacts(filter, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
  });
}

export function useSegments() {
  return useQuery({
    queryKey: ["segments"],
    queryFn: async () => (await api.listSegments()).items,
    staleTime: SEGMENTS_STALE_MS,
  });
}

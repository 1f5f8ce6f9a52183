import type { InboxTrafficView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** Nobody tells of figures: often enough to look alive, while somebody looks. */
const REFETCH_MS = 30_000;

/** How every inbox does, by its id. Under the key of inboxes: what is told of one fetches it anew. */
export function useInboxTraffic() {
  return useQuery({
    queryKey: ["inboxes", "traffic"],
    queryFn: ({ signal }) =>
      request<{ items: InboxTrafficView[] }>("GET", "/inbox-traffic", { signal }),
    select: ({ items }) => new Map(items.map((one) => [one.inboxId, one])),
    refetchInterval: REFETCH_MS,
    staleTime: REFETCH_MS / 2,
  });
}

import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

/** Codes change every 20 s: a notice that was lost must not leave an old one on screen for long. */
const UNREADY_REFETCH_MS = 10_000;
/** Figures that nobody tells us of: often enough to look alive. */
const READY_REFETCH_MS = 30_000;

/** Under the key of inboxes, so that every notice about them fetches it anew. */
export function useSession(inboxId: string) {
  return useQuery({
    queryKey: ["inboxes", inboxId, "session"],
    queryFn: () => api.getSession(inboxId),
    refetchInterval: ({ state }) =>
      state.data?.session?.state === "ready" ? READY_REFETCH_MS : UNREADY_REFETCH_MS,
    staleTime: 0,
  });
}

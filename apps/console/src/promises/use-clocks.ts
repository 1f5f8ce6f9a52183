import type { ConversationView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** While they are on screen: a clock's minutes pass without anything happening. */
const LOOK_EVERY_MS = 60_000;

/** All that was promised of a conversation, and how it stands; asked for as long as somebody looks. */
export function useClocks({ id, version, promisesRevision }: ConversationView) {
  return useQuery({
    queryKey: ["clocks", id, version, promisesRevision],
    queryFn: () => api.getClocks(id),
    refetchInterval: LOOK_EVERY_MS,
    placeholderData: (before) => before,
  });
}

import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** All conversations of a person, newest first; of those that are not one's to see, that they are there. */
export function usePastConversations(contactId: string) {
  return useQuery({
    queryKey: ["past-conversations", contactId],
    // The history's first page has them, too: here without what was said in them.
    queryFn: async ({ signal }) =>
      (await api.getContactTimeline(contactId, { limit: 1 }, signal)).conversations,
  });
}

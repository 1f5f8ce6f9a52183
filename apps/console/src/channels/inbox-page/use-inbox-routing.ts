import { useQuery } from "@tanstack/react-query";
import { inboxApi } from "./inbox-api.ts";

/** Apart from the inboxes' own: how a connection does is news every few seconds, and moves no message. */
export const routingKey = (inboxId: string) => ["inbox-routing", inboxId] as const;

/** Where an inbox's messages go as things are. */
export function useInboxRouting(inboxId: string) {
  return useQuery({
    queryKey: [...routingKey(inboxId), "in-force"],
    queryFn: () => inboxApi.getInboxRouting(inboxId, "in-force"),
  });
}

/** Whether the step of a channel's wizard that chooses where its messages go is done. */
export const useIsRouted = (inboxId: string): boolean =>
  useInboxRouting(inboxId).data?.own?.enabled === true;

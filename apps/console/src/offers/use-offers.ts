import type { OfferView } from "@circuito/protocol";
import { putOffers } from "@circuito/realtime";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../api/client.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";

/** What is held out to me now, oldest first. Those of others, which supervisors hear of, are left out. */
export function useOffers(): readonly OfferView[] {
  const { agentId, cache } = useWorkspace();
  // Once, and whenever events were missed; what comes meanwhile comes by events.
  useQuery({
    queryKey: ["offers"],
    queryFn: async () => {
      const { items } = await api.listOffers();
      cache.change((held) => putOffers(held, items));
      return items.length;
    },
  });
  const offers = useCache((held) => held.offers);
  return useMemo(
    () =>
      [...offers.values()]
        .filter((offer) => offer.agentId === agentId && offer.state === "pending")
        .sort((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1)),
    [offers, agentId],
  );
}

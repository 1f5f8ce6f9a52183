import type { ChosenReason } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { USUAL_BREAKS } from "./presence-labels.ts";

/** The breaks that are offered; an admin's change of them makes them anew. */
export function useBreaks(): readonly ChosenReason[] {
  const { data } = useQuery({
    queryKey: ["breaks"],
    queryFn: async () => (await api.getPresenceSettings()).breaks,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? USUAL_BREAKS;
}

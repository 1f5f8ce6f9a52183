import { useInboxPlace } from "../workspace/navigation.ts";
import { useListCounts } from "../workspace/queries.ts";

/** How many conversations wait for this agent. */
export function useToDoCount(): number {
  return useListCounts(useInboxPlace().filter)?.places.mine ?? 0;
}

import type { AgentEvent } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** Events make it anew; a time that ran out makes one, too. This is only the belt. */
const STALE_MS = 60_000;

/** Hand-overs that want a supervisor; nobody else is asked. */
export function useHandOversToMind() {
  const { role } = useMe();
  return useQuery({
    queryKey: ["hand-overs"],
    queryFn: async () => (await api.listHandOversToMind()).items,
    enabled: role !== "agent",
    staleTime: STALE_MS,
  });
}

/**
 * Lines of the story after which the list is another: a hand-over came or went or ran out of time,
 * somebody took it, its conversation ended or began again, or its customer has another name.
 */
const NEWS: ReadonlySet<string> = new Set([
  "transferred",
  "directed",
  "escalated",
  "returned",
  "hand-over-overdue",
  "assigned",
  "claimed",
  "resolved",
  "closed",
  "joined",
  "reopened",
  "person-merged",
  "person-separated",
  "contact-changed",
]);

export function tellsOfHandOvers(event: AgentEvent): boolean {
  return event.type === "activity.created" && NEWS.has(event.activity.kind);
}

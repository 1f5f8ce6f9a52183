import type { ActivityView } from "@circuito/protocol";
import { useAgents, useQueues } from "../workspace/queries.ts";
import { activityReason, activityText } from "./activity-text.ts";

/** What a line of the story says, with the names that queues and people have now. */
export function useActivityWords() {
  const queues = useQueues().data ?? [];
  const { agents } = useAgents();
  const names = {
    queue: (id: string) => queues.find((queue) => queue.id === id)?.name,
    agent: (id: string) => agents.find((agent) => agent.id === id)?.name,
  };
  return (activity: ActivityView) => ({
    text: activityText(activity, names),
    reason: activityReason(activity),
  });
}

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../api/client.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import type { NameOf } from "./audit-words.ts";

/** Those who could have done something. */
export const useAgentList = () =>
  useQuery({ queryKey: ["agents"], queryFn: async () => (await api.listAgents()).items });

/** How people, queues and inboxes are called that there are now. */
export function useNames(): NameOf {
  const agents = useAgentList().data;
  const queues = useQueues().data;
  const inboxes = useInboxes().data;
  return useMemo(() => {
    const names = new Map(
      [agents, queues, inboxes].flatMap((some) => (some ?? []).map(({ id, name }) => [id, name])),
    );
    return (id) => names.get(id);
  }, [agents, queues, inboxes]);
}

import type { ChosenReason, WantedPresence } from "@circuito/protocol";
import { putAgent } from "@circuito/realtime";
import { useCallback } from "react";
import { api } from "../api/client.ts";
import { errorText } from "../verbs/problem-text.ts";
import { serverNow } from "../workspace/server-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** Says what one wants to get; of a break, why. */
export function useSetPresence(): (wanted: WantedPresence, reason?: ChosenReason) => void {
  const { agentId, cache, live, toasts } = useWorkspace();
  return useCallback(
    async (wanted, reason) => {
      try {
        const agent = await api.setPresence(agentId, wanted, reason);
        cache.change((held) => putAgent(held, agent, serverNow(live.getState())));
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
      }
    },
    [agentId, cache, live, toasts],
  );
}

import type { WantedPresence } from "@circuito/protocol";
import { putAgent } from "@circuito/realtime";
import { api } from "../api/client.ts";
import { errorText } from "../verbs/problem-text.ts";
import { serverNow } from "../workspace/server-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

export function useSetPresence(): (wanted: WantedPresence) => void {
  const { agentId, cache, live, toasts } = useWorkspace();
  return async (wanted) => {
    try {
      const agent = await api.setPresence(agentId, wanted);
      cache.change((held) => putAgent(held, agent, serverNow(live.getState())));
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  };
}

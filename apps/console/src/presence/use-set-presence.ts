import type { ChosenReason, WantedPresence } from "@circuito/protocol";
import { putAgent } from "@circuito/realtime";
import { useCallback } from "react";
import { api } from "../api/client.ts";
import { errorText } from "../verbs/problem-text.ts";
import { serverNow } from "../workspace/server-now.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { holdsAny } from "./held.ts";

/**
 * Says what one wants to get; of a break, why. It begins at once: what becomes of what one holds is
 * asked afterwards, and nothing new comes while one thinks.
 */
export function useSetPresence(): (wanted: WantedPresence, reason?: ChosenReason) => void {
  const workspace = useWorkspace();
  return useCallback(
    async (wanted, reason) => {
      const { agentId, cache, live, toasts } = workspace;
      // As of when it was asked: what was told of while the answer was on its way is newer.
      const askedAt = serverNow(live.getState());
      try {
        const agent = await api.setPresence(agentId, wanted, reason);
        cache.change((held) => putAgent(held, agent, askedAt));
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
        return;
      }
      const isLeaving = wanted === "away" || wanted === "offline";
      if (!isLeaving || !(await holdsAny(workspace))) return;
      // Whoever has opened something meanwhile is not interrupted in it.
      if (useUi.getState().layer === null) showLayer({ kind: "hand-over-list", isLeaving });
    },
    [workspace],
  );
}

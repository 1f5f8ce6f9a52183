import type { AgentView, ConversationView } from "@circuito/protocol";
import type { AgentCache } from "@circuito/realtime";
import { createContext, useContext, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { Live, Workspace } from "./workspace.ts";

const WorkspaceContext = createContext<Workspace | null>(null);
export const WorkspaceProvider = WorkspaceContext.Provider;

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error("a screen was drawn outside of a workspace");
  return workspace;
}

/** `select` must return something that the cache holds, not something made on the way. */
export function useCache<T>(select: (cache: AgentCache) => T): T {
  const { cache } = useWorkspace();
  return useSyncExternalStore(cache.subscribe, () => select(cache.get()));
}

export function useLive<T>(select: (live: Live) => T): T {
  return useStore(useWorkspace().live, select);
}

export function useConversation(id: string): ConversationView | undefined {
  return useCache((cache) => cache.conversations.get(id));
}

/** The person who is logged in. */
export function useMe(): AgentView {
  const { agentId } = useWorkspace();
  const me = useCache((cache) => cache.agents.get(agentId))?.agent;
  if (me === undefined) throw new Error("the cache lost the agent who is logged in");
  return me;
}

/** Whether actions that need the server can work now. */
export function useIsOnline(): boolean {
  return useLive(
    ({ connection, browserOnline }) =>
      browserOnline && connection.kind !== "offline" && connection.kind !== "session-expired",
  );
}

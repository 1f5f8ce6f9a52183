import { useState } from "react";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** As many as are seen at once without reading. */
export const RECENT_MAX = 5;

const keyOf = (agentId: string) => `circuito.recent.${agentId}`;

function load(agentId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(agentId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/**
 * Ids of the rows that somebody chose last, the newest first. Only ids: what a customer is called does
 * not stay behind at a computer, and is asked for as long as one may know it.
 */
export function useRecent() {
  const { agentId } = useWorkspace();
  const [ids] = useState(() => load(agentId));
  return {
    ids,
    choose(id: string): void {
      const next = [id, ...ids.filter((other) => other !== id)].slice(0, RECENT_MAX);
      try {
        localStorage.setItem(keyOf(agentId), JSON.stringify(next));
      } catch {
        // Full or forbidden: there is nothing recent then.
      }
    },
  };
}

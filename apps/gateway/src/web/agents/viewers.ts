import type { Viewing } from "./volatile.ts";

interface Viewer {
  readonly id: string;
  readonly name: string;
}

/** A process that stopped telling has stopped; its viewers are forgotten after three rounds. */
const FORGET_AFTER_MS = 60_000;

/** Who has a conversation on screen, over all processes. */
export interface Viewers {
  /** Takes in what a process told; `true` if somebody came or went. */
  take(told: Viewing, now: number): boolean;
  of(conversationId: string, now: number): readonly Viewer[];
}

export function createViewers(): Viewers {
  const told = new Map<string, Map<string, { agents: readonly Viewer[]; at: number }>>();

  function of(conversationId: string, now: number): readonly Viewer[] {
    const nodes = told.get(conversationId);
    const agents = new Map<string, Viewer>();
    for (const [node, entry] of nodes ?? []) {
      if (now - entry.at > FORGET_AFTER_MS) nodes?.delete(node);
      else for (const agent of entry.agents) agents.set(agent.id, agent);
    }
    if (nodes?.size === 0) told.delete(conversationId);
    return [...agents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  return {
    take({ node, conversationId, agents }, now) {
      const before = idsOf(of(conversationId, now));
      const nodes = told.get(conversationId) ?? new Map();
      told.set(conversationId, nodes);
      if (agents.length === 0) nodes.delete(node);
      else nodes.set(node, { agents, at: now });
      return idsOf(of(conversationId, now)) !== before;
    },
    of,
  };
}

function idsOf(viewers: readonly Viewer[]): string {
  return viewers.map(({ id }) => id).join();
}

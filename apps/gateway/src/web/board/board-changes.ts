import type { AgentNowView, BoardChange, BoardView, QueueNowView } from "@circuito/protocol";

/** What of a board is other than it was. A change of nothing still says that somebody looked. */
export function boardChanges(
  before: BoardView,
  after: Omit<BoardView, "revision">,
): Omit<BoardChange, "after" | "revision"> {
  return {
    at: after.at,
    queues: changed(before.queues, after.queues),
    agents: changed(before.agents, after.agents),
    gone: [...gone(before.queues, after.queues), ...gone(before.agents, after.agents)],
  };
}

export function isChange({ queues, agents, gone }: ReturnType<typeof boardChanges>): boolean {
  return queues.length + agents.length + gone.length > 0;
}

type Row = QueueNowView | AgentNowView;

function changed<T extends Row>(before: readonly T[], after: readonly T[]): T[] {
  const known = new Map(before.map((row) => [row.id, JSON.stringify(row)]));
  return after.filter((row) => known.get(row.id) !== JSON.stringify(row));
}

function gone(before: readonly Row[], after: readonly Row[]): string[] {
  const there = new Set(after.map(({ id }) => id));
  return before.map(({ id }) => id).filter((id) => !there.has(id));
}

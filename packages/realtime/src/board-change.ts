import type { BoardChange, BoardView } from "@circuito/protocol";

/**
 * A board with what changed of it. What did not change keeps its identity, so that only what did is
 * drawn again.
 * @returns `undefined` if the change is not one of this board: something was missed
 */
export function applyBoardChange(
  board: BoardView | undefined,
  change: BoardChange,
): BoardView | undefined {
  if (board?.revision !== change.after) return undefined;
  const { at, revision, gone } = change;
  return {
    at,
    revision,
    queues: merged(board.queues, change.queues, gone),
    agents: merged(board.agents, change.agents, gone),
  };
}

function merged<T extends { readonly id: string }>(
  rows: T[],
  changed: readonly T[],
  gone: readonly string[],
): T[] {
  if (changed.length === 0 && gone.length === 0) return rows;
  const news = new Map(changed.map((row) => [row.id, row]));
  const kept = rows
    .filter(({ id }) => !gone.includes(id))
    .map((row) => {
      const next = news.get(row.id) ?? row;
      news.delete(row.id);
      return next;
    });
  return [...kept, ...news.values()];
}

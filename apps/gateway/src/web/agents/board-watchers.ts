import { hasRole } from "@circuito/domain";
import type { Board } from "../board/board.ts";
import { type AgentNamespace, type AgentSocket, BOARD } from "./agent-socket.ts";

/** Whoever has the board on screen hears what changes of it; while nobody has, nothing is read. */
export interface BoardWatchers {
  /** @returns the whole board, or `undefined` to whom it is not shown */
  watch(socket: AgentSocket, isWatching: boolean): Promise<unknown>;
  stop(): void;
}

export function createBoardWatchers(namespace: AgentNamespace, board: Board): BoardWatchers {
  let unwatch: (() => void) | undefined;

  /** Told of nobody: the room emptied when its last socket went. */
  function tell(change: unknown): void {
    if (namespace.adapter.rooms.get(BOARD)?.size)
      namespace.to(BOARD).volatile.emit("board", change);
    else stop();
  }

  function stop(): void {
    unwatch?.();
    unwatch = undefined;
  }

  return {
    async watch(socket, isWatching) {
      if (!isWatching) return void socket.leave(BOARD);
      if (!hasRole(socket.data.who, "supervisor")) return undefined;
      void socket.join(BOARD);
      unwatch ??= board.watch(tell);
      return await board.read();
    },
    stop,
  };
}

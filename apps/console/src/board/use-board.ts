import type { BoardView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { supervisionApi } from "../api/supervision.ts";
import { useLive, useWorkspace } from "../workspace/workspace-context.ts";

/** A minute is written once: asked for again when the next one is there. */
const MINUTES_EVERY_MS = 60_000;
/** Older than this a board is no news: it is shown grey, with its age. */
const STALE_AFTER_MS = 10_000;

/** The board, renewed each second for as long as somebody looks. */
export function useBoard(): BoardView | undefined {
  const { socket, board } = useWorkspace();
  useEffect(() => {
    socket.watchBoard(true);
    return () => socket.watchBoard(false);
  }, [socket]);
  return useStore(board);
}

export function useBoardSettings() {
  return useQuery({
    queryKey: ["board-settings"],
    queryFn: supervisionApi.getBoardSettings,
    staleTime: MINUTES_EVERY_MS,
  });
}

export function useMinutes() {
  return useQuery({
    queryKey: ["board-minutes"],
    queryFn: async () => (await supervisionApi.listMinutes()).items,
    refetchInterval: MINUTES_EVERY_MS,
  });
}

let second = Math.floor(Date.now() / 1_000);
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    second = Math.floor(Date.now() / 1_000);
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present by the server's clock, ms, renewed each second: only for what counts seconds. */
export function useServerSecond(): number {
  const offset = useLive(({ clockOffsetMs }) => clockOffsetMs);
  return useSyncExternalStore(subscribe, () => second) * 1_000 + offset;
}

/** How old a board is, once it is too old to be believed; `undefined` while it is not. */
export function staleMs(board: BoardView, now: number): number | undefined {
  const age = now - Date.parse(board.at);
  return age > STALE_AFTER_MS ? age : undefined;
}

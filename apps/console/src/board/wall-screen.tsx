import type { BoardTargets, BoardView } from "@circuito/protocol";
import { IconButton } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { Clock, Pause, Play, X } from "lucide-react";
import { useEffect, useState } from "react";
import { clockTime, duration } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import type { BoardSearch } from "./board-search.ts";
import { boardPart, byRisk, figuresOf, minutesOf } from "./figures.ts";
import { NotYet } from "./not-yet.tsx";
import { staleMs, useMinutes, useServerSecond } from "./use-board.ts";
import { WallFigures } from "./wall-figures.tsx";
import { WallQueues } from "./wall-queues.tsx";

interface WallScreenProps {
  readonly board: BoardView | undefined;
  readonly targets: BoardTargets;
  readonly search: BoardSearch;
}

/** Long enough to read a page of tiles from across a room. */
const PAGE_SECONDS = 15;
/** As many tiles as fill a screen at a size that is read from across a room. */
const TILES_PER_PAGE = 6;

/** For a screen on a wall: large, nobody's name on it, page after page until somebody stops it. */
export function WallScreen({ board, targets, search }: WallScreenProps) {
  const t = useT();
  const navigate = useNavigate();
  const now = useServerSecond();
  const minutes = useMinutes().data ?? [];
  const [isPaused, setPaused] = useState(false);
  const [turn, setTurn] = useState(0);
  useWakeLock();
  useEffect(() => {
    if (isPaused) return;
    const timer = setInterval(() => setTurn((at) => at + 1), PAGE_SECONDS * 1_000);
    return () => clearInterval(timer);
  }, [isPaused]);

  const { tv: _tv, ...place } = search;
  const part = board && boardPart(board, search);
  const stale = board && staleMs(board, now);
  const staleText = stale === undefined ? undefined : t("board.ago", { span: duration(stale) });
  const queues = part ? byRisk(part.queues, part.agents, now) : [];
  const pages = 1 + Math.ceil(queues.length / TILES_PER_PAGE);
  const page = turn % pages;
  return (
    <div className="fixed inset-0 z-40 flex flex-col gap-6 overflow-y-auto bg-canvas p-6 min-[1200px]:p-10">
      <header className="flex items-center gap-3">
        <h1 className="min-w-0 grow truncate text-20 min-[900px]:text-28">{t("nav.board")}</h1>
        {staleText !== undefined && (
          <span className="flex items-center gap-1.5 text-14 text-warn-text">
            <Clock aria-hidden="true" className="size-4 flex-none" />
            {staleText}
          </span>
        )}
        <span className="text-16 text-fg-2 tabular-nums min-[900px]:text-20">
          {clockTime(new Date(now).toISOString())}
        </span>
        <span className="text-13 whitespace-nowrap text-fg-3 tabular-nums">
          {t("board.page", { page: page + 1, pages })}
        </span>
        <IconButton
          label={t(isPaused ? "board.goOn" : "board.pause")}
          icon={isPaused ? <Play /> : <Pause />}
          onPress={() => setPaused(!isPaused)}
        />
        <IconButton
          label={t("board.leaveWall")}
          icon={<X />}
          onPress={() => void navigate({ to: "/live", search: place, replace: true })}
        />
      </header>
      {/* Read from across a room. */}
      <div className="flex grow flex-col min-[1200px]:[zoom:1.5]">
        {part === undefined && <NotYet />}
        {part !== undefined && page === 0 && (
          <WallFigures
            figures={figuresOf(part, targets, minutesOf(minutes, search, part.queues), now)}
            isStale={stale !== undefined}
          />
        )}
        {part !== undefined && page > 0 && (
          <WallQueues
            queues={queues.slice((page - 1) * TILES_PER_PAGE, page * TILES_PER_PAGE)}
            agents={part.agents}
            targets={targets}
            now={now}
            isStale={stale !== undefined}
          />
        )}
      </div>
    </div>
  );
}

/** A screen nobody touches must not go dark; a browser that cannot help does as it always did. */
function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    async function hold(): Promise<void> {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      lock = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (isOver) void lock?.release();
    }
    void hold();
    // The browser lets go of it whenever the page is hidden.
    document.addEventListener("visibilitychange", hold);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, []);
}

import { dayBegan } from "@circuito/domain";
import type { BoardChange, BoardView } from "@circuito/protocol";
import {
  type Database,
  findBoardSettings,
  type QueueToday,
  readBoardNow,
  readBoardToday,
} from "@circuito/store";
import type { Log } from "../../log/log.ts";
import { boardChanges, isChange } from "./board-changes.ts";
import { boardViewOf } from "./board-view.ts";

/** What is on a wall is looked at, not read: finer than this nobody sees. */
const LOOK_EVERY_MS = 1_000;
/** What is counted since the morning moves slowly, and is the dearer to count as the day goes on. */
const TODAY_EVERY_MS = 15_000;

/** How things stand, read at most once a second for everybody who looks. */
export interface Board {
  /** At most a second old. */
  read(): Promise<BoardView>;
  /** Told each second what changed, for as long as anybody watches. @returns a function that ends it */
  watch(listener: (change: BoardChange) => void): () => void;
  stop(): void;
}

export function createBoard(parts: {
  readonly database: Database;
  readonly now: () => number;
  /** Tells this process' revisions from another's. */
  readonly newId: () => string;
  readonly log: Log;
}): Board {
  const { database, now } = parts;
  const log = parts.log.with({ component: "board" });
  const epoch = parts.newId();
  const listeners = new Set<(change: BoardChange) => void>();
  let revision = 0;
  let board: BoardView | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let today: readonly QueueToday[] = [];
  let todayAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<BoardView> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<BoardView> {
    const at = now();
    const standing = await database.connection((client) => readBoardNow(client, at));
    if (performance.now() - todayAt >= TODAY_EVERY_MS) {
      todayAt = performance.now();
      const { timeZone } = await findBoardSettings(database.pool);
      const began = dayBegan(timeZone, at);
      today = await database.connection((client) => readBoardToday(client, began, at));
    }
    const next = boardViewOf(standing, today, at);
    const before = board;
    const change = before && boardChanges(before, next);
    if (!change || isChange(change)) revision += 1;
    const seen = { ...next, revision: `${epoch}.${revision}` };
    board = seen;
    readAt = performance.now();
    if (before && change) {
      for (const listener of listeners) {
        listener({ ...change, after: before.revision, revision: seen.revision });
      }
    }
    return seen;
  }

  /** Who asks while it is being read gets the same answer. */
  function read(): Promise<BoardView> {
    if (board && performance.now() - readAt < LOOK_EVERY_MS) return Promise.resolve(board);
    reading ??= look().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  /** The next look begins when this one is over: a slow database is not asked twice at once. */
  function schedule(): void {
    timer = setTimeout(() => {
      read()
        .catch((error: unknown) => log.warn("board not read", { error }))
        .finally(() => {
          if (timer) schedule();
        });
    }, LOOK_EVERY_MS);
  }

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  return {
    read,
    watch(listener) {
      listeners.add(listener);
      if (!timer) schedule();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    stop,
  };
}

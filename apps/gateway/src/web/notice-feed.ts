import {
  currentPosition,
  type Database,
  type NoticeRow,
  type Position,
  readNotices,
} from "@circuito/store";
import type { Log } from "../log/log.ts";

/** Wake-ups may be lost; then a notice is this late and no later. */
const LOOK_EVERY_MS = 1_000;
/** An older transaction holds notices back: it is usually about to commit. */
const LOOK_AGAIN_MS = 1;
/** After this many looks in vain it is a long one, and the next wake-up or second will do. */
const LOOKS_AGAIN_MAX = 50;
/** Views are loaded for a batch at once; larger ones only make the first wait for the last. */
const BATCH_MAX = 500;

/** Takes notices in the order of their commits; the next come when it is done with these. */
export type NoticeListener = (notices: readonly NoticeRow[]) => void | Promise<void>;

/** The outbox's one reader in this process: every notice once, in order, to whoever listens. */
export interface NoticeFeed {
  subscribe(listener: NoticeListener): () => void;
  /** What comes after this is still to be handed out; the rest can be read from the store. */
  position(): Position;
  /** Begins with what is committed from now on. */
  start(): Promise<void>;
  /** Resolves when no listener runs any more. */
  stop(): Promise<void>;
}

export function createNoticeFeed(parts: {
  readonly database: Database;
  readonly wake: { subscribe(topic: "outbox", listener: () => void): () => void };
  readonly log: Log;
}): NoticeFeed {
  const log = parts.log.with({ component: "notice-feed" });
  const listeners = new Set<NoticeListener>();
  let position: Position | undefined;
  let handedOut: Position | undefined;
  let running: Promise<void> | undefined;
  let lookAgain = false;
  let stopped = false;
  let again: NodeJS.Timeout | undefined;
  let looksInVain = 0;
  let tick: NodeJS.Timeout | undefined;
  let unsubscribe = () => {};

  /** Calls that come while it reads make it read once more. */
  function look(): void {
    lookAgain = true;
    if (stopped || position === undefined) return;
    running ??= readAll().finally(() => {
      running = undefined;
      // A wake-up may have come between the last read and here.
      if (lookAgain) look();
    });
  }

  async function readAll(): Promise<void> {
    while (lookAgain && !stopped && position !== undefined) {
      lookAgain = false;
      try {
        const page = await readNotices(parts.database.pool, position, BATCH_MAX);
        // Before the listeners run: who connects meanwhile fetches these, or hears them twice.
        handedOut = page.position;
        for (const listener of listeners) await listener(page.notices);
        position = page.position;
        looksInVain = page.notices.length > 0 ? 0 : looksInVain;
        if (page.notices.length === BATCH_MAX) lookAgain = true;
        else if (page.unsettled) lookSoon();
      } catch (error) {
        // Nothing is lost: the position stands, and the next second looks again.
        log.warn("outbox not read", { error });
      }
    }
  }

  function lookSoon(): void {
    looksInVain += 1;
    if (looksInVain > LOOKS_AGAIN_MAX) return;
    clearTimeout(again);
    again = setTimeout(look, LOOK_AGAIN_MS);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    position() {
      if (handedOut === undefined) throw new Error("notice feed: not started");
      return handedOut;
    },
    async start() {
      position = await currentPosition(parts.database.pool);
      handedOut = position;
      unsubscribe = parts.wake.subscribe("outbox", () => {
        looksInVain = 0;
        look();
      });
      tick = setInterval(look, LOOK_EVERY_MS);
      look();
    },
    async stop() {
      stopped = true;
      unsubscribe();
      clearInterval(tick);
      clearTimeout(again);
      await running;
    },
  };
}

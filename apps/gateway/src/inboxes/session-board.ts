import { setTimeout as sleep } from "node:timers/promises";
import type { Log, SessionBoard } from "@circuito/connector";
import type { ChannelSession, InboxId } from "@circuito/domain";
import { type Database, readSessionWish, writeInboxSession } from "@circuito/store";
import type { Hold } from "./leased/hold.ts";

/** A database that restarts is back by then, or by the next time. */
const TELL_AGAIN_MS = 2_000;

interface BoardParts {
  readonly database: Database;
  readonly wakeOutbox: () => void;
  readonly log: Log;
}

/**
 * How the session of one inbox does, for people to see. While one state is written a newer one takes
 * the place of those that wait: nobody looks at a code that is no longer valid.
 */
export function createSessionBoard(
  inbox: InboxId,
  { database, wakeOutbox, log }: BoardParts,
  hold: Hold | undefined,
): SessionBoard {
  let next: ChannelSession | undefined;
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    while (next) {
      const session = next;
      next = undefined;
      try {
        await database.transaction(({ client }) =>
          writeInboxSession(client, inbox, session, hold?.lease),
        );
        wakeOutbox();
      } catch (error) {
        log.warn("session not told", { error });
        // What is newer meanwhile takes its place.
        next ??= session;
        await sleep(TELL_AGAIN_MS, undefined, { ref: false });
      }
    }
    writing = false;
  }

  return {
    say(session) {
      next = session;
      if (!writing) void write();
    },
    wish: () => readSessionWish(database.pool, inbox),
  };
}

import type { ChildProcess } from "node:child_process";
import type { Launched } from "./launch.ts";

/** A server that dies this often within the window is not saved by one more start. */
const DEATHS_MAX = 5;
const DEATHS_WINDOW_MS = 60_000;

/**
 * Starts the server again when it dies unasked (killed, out of memory), for as long as we live.
 * One that somebody stopped in an orderly way stays stopped.
 * @param startAgain on the same port: its address was handed out
 * @returns a function that ends the watch
 */
export function keepAlive(
  first: ChildProcess,
  startAgain: () => Promise<Launched>,
  log: (sentence: string) => void,
): () => void {
  let isWatching = true;
  let deaths: readonly number[] = [];

  const watch = (child: ChildProcess): void => {
    child.once("exit", (code) => {
      if (!isWatching || code === 0) return;
      const now = Date.now();
      deaths = [...deaths.filter((at) => now - at < DEATHS_WINDOW_MS), now];
      if (deaths.length > DEATHS_MAX) {
        log(`PostgreSQL died ${deaths.length} times within a minute: it is left alone now`);
        return;
      }
      log("PostgreSQL died: starting it again");
      void startAgain().then((outcome) => {
        if (outcome.kind === "ready") watch(outcome.child);
        else if (outcome.kind === "failed") log(`PostgreSQL did not come back: ${outcome.said}`);
      });
    });
  };

  watch(first);
  return () => {
    isWatching = false;
  };
}

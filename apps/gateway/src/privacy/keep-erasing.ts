import { type ErasingParts, eraseNext } from "@circuito/store";
import type { Log } from "../log/log.ts";

/** An admin who has just said it looks again within seconds; what is asked is one small table. */
const EVERY_MS = 5_000;

/**
 * Goes on with what was begun, until nothing is left to erase: after a crash, another process of the role
 * takes up where it was. Two at a time take two people.
 */
export function keepErasing(parts: ErasingParts & { readonly log: Log }): {
  stop(): Promise<void>;
} {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  async function run(): Promise<void> {
    try {
      while (!isStopped && (await eraseNext(parts))) {
        // A piece at a time: whoever stops the process waits for one.
      }
    } catch (error) {
      parts.log.warn("an erasure waits for its next attempt", { error });
    }
  }

  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = run().finally(() => {
      isRunning = false;
    });
  }, EVERY_MS);

  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

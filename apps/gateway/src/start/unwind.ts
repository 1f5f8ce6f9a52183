import type { Log } from "../log/log.ts";

/** What was started, to be stopped in reverse: the last started first. */
export interface Unwind {
  /**
   * @param name of what is stopped, for the log
   * @throws Stopping when stopping has begun: the start is over, and what was added is stopped, too
   */
  add(name: string, stop: () => unknown): void;
  /** Stops everything once, however often it is called. One that fails holds up no other. */
  run(): Promise<void>;
}

/** Thrown into a start that somebody has put an end to. */
export class Stopping extends Error {
  override readonly name = "Stopping";
}

export function createUnwind(log: Log): Unwind {
  const steps: { name: string; stop: () => unknown }[] = [];
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    for (let step = steps.pop(); step; step = steps.pop()) {
      const startedAt = performance.now();
      try {
        await step.stop();
        const ms = Math.round(performance.now() - startedAt);
        log.debug("stopped", { part: step.name, ms });
      } catch (error) {
        log.error("part did not stop cleanly", { part: step.name, error });
      }
    }
  }

  return {
    add(name, stop) {
      steps.push({ name, stop });
      if (!running) return;
      running = running.then(runAll);
      throw new Stopping("stopped while starting");
    },
    async run() {
      running ??= runAll();
      // What a start still added meanwhile belongs to it.
      for (let seen: unknown; seen !== running; ) {
        seen = running;
        await seen;
      }
    },
  };
}

import type { Log } from "../log/log.ts";

/** What was started, to be stopped in reverse: the last started first. */
export interface Unwind {
  /** @param name of what is stopped, for the log */
  add(name: string, stop: () => unknown): void;
  /** Stops everything once, however often it is called. One that fails holds up no other. */
  run(): Promise<void>;
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
    add: (name, stop) => void steps.push({ name, stop }),
    run() {
      running ??= runAll();
      return running;
    },
  };
}

import { SECOND_MS } from "@circuito/domain";
import { type Database, takeLease } from "@circuito/store";
import type { RouterLog } from "./log.ts";

export interface Watch {
  stop(): Promise<void>;
}

/**
 * Looks at something again and again, in one process of the fleet: the lease spares the others the same
 * look, and is no lock. Another process looks when this one's has run out.
 */
export function lookEvery(
  { database, processName, log }: { database: Database; processName: string; log: RouterLog },
  {
    lease,
    everyMs,
    leaseMs = 2 * everyMs + 5 * SECOND_MS,
    look,
  }: {
    readonly lease: string;
    readonly everyMs: number;
    /** Absent: one that missed a look. */
    readonly leaseMs?: number;
    readonly look: () => Promise<void>;
  },
): Watch {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function lookOnce(): Promise<void> {
    if (await takeLease(database.pool, lease, processName, leaseMs)) await look();
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = lookOnce()
        .catch((error: Error) => log.warn("not looked", { lease, error: error.message }))
        .finally(schedule);
    }, everyMs);
  }
  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

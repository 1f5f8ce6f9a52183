import type { Bus } from "@circuito/bus";
import { SECOND_MS } from "@circuito/domain";
import { type Database, takeLease } from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { judgeAlerts } from "./judge-alerts.ts";

/** Half a minute late is no matter to who is told of a queue; each look reads what is open once. */
const LOOK_EVERY_MS = 30 * SECOND_MS;
/** Another process looks when this one has missed a look. */
const LEASE_MS = 2 * LOOK_EVERY_MS + 5 * SECOND_MS;

export interface AlertWatch {
  stop(): Promise<void>;
}

/** Looks at the alerts twice a minute, in one process of the fleet. */
export function watchAlerts(dependencies: {
  readonly database: Database;
  readonly bus: Pick<Bus, "jobs">;
  readonly processName: string;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: RouterLog;
  /** For tests. */
  readonly everyMs?: number;
}): AlertWatch {
  const { database, bus, processName, log, everyMs = LOOK_EVERY_MS } = dependencies;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    // Whoever comes second waits; the lease only spares the fleet the same look many times.
    if (!(await takeLease(database.pool, "alerts", processName, LEASE_MS))) return;
    const { bulletinIds } = await judgeAlerts(dependencies);
    if (bulletinIds.length === 0) return;
    log.info("alerts told", { bulletins: bulletinIds.length });
    await bus.jobs.nudge("bulletin", bulletinIds);
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = look()
        .catch((error: Error) => log.warn("alerts not looked at", { error: error.message }))
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

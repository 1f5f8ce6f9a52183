import type { Bus } from "@circuito/bus";
import { SECOND_MS } from "@circuito/domain";
import type { Database } from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { lookEvery, type Watch } from "../look-every.ts";

/** Half a minute late is no matter to who is told of a queue, or reads a report. */
const LOOK_EVERY_MS = 30 * SECOND_MS;

export interface BulletinLookout {
  readonly database: Database;
  readonly bus: Pick<Bus, "jobs">;
  readonly processName: string;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: RouterLog;
  /** For tests. */
  readonly everyMs?: number;
}

/**
 * Looks twice a minute, in one process of the fleet, whether there is something to tell people outside.
 * @param decide writes down what there is, and gives the ids of it
 */
export function lookForBulletins(
  lookout: BulletinLookout,
  lease: string,
  decide: () => Promise<readonly string[]>,
): Watch {
  const { bus, log, everyMs = LOOK_EVERY_MS } = lookout;
  return lookEvery(lookout, {
    lease,
    everyMs,
    async look() {
      const ids = await decide();
      if (ids.length === 0) return;
      log.info("bulletins to be told", { bulletins: ids.length });
      await bus.jobs.nudge("bulletin", ids);
    },
  });
}

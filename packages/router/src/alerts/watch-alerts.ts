import type { Bus } from "@circuito/bus";
import { SECOND_MS } from "@circuito/domain";
import type { Database } from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { lookEvery, type Watch } from "../look-every.ts";
import { judgeAlerts } from "./judge-alerts.ts";

/** Half a minute late is no matter to who is told of a queue; each look reads what is open once. */
const LOOK_EVERY_MS = 30 * SECOND_MS;

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
}): Watch {
  const { bus, log, everyMs = LOOK_EVERY_MS } = dependencies;
  return lookEvery(dependencies, {
    lease: "alerts",
    everyMs,
    async look() {
      const { bulletinIds } = await judgeAlerts(dependencies);
      if (bulletinIds.length === 0) return;
      log.info("alerts told", { bulletins: bulletinIds.length });
      await bus.jobs.nudge("bulletin", bulletinIds);
    },
  });
}

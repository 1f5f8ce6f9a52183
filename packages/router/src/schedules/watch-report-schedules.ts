import type { Bus } from "@circuito/bus";
import { MINUTE_MS } from "@circuito/domain";
import type { Database } from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { lookEvery, type Watch } from "../look-every.ts";
import { sendDueReports } from "./send-due-reports.ts";

/** People choose the minute. */
const LOOK_EVERY_MS = MINUTE_MS / 2;

/** Sends reports when their time has come, in one process of the fleet. */
export function watchReportSchedules(dependencies: {
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
    lease: "report-schedules",
    everyMs,
    async look() {
      const bulletinIds = await sendDueReports(dependencies);
      if (bulletinIds.length === 0) return;
      log.info("reports due", { bulletins: bulletinIds.length });
      await bus.jobs.nudge("bulletin", bulletinIds);
    },
  });
}

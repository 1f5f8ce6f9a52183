import { type BulletinLookout, lookForBulletins } from "../bulletins/look-for-bulletins.ts";
import type { Watch } from "../look-every.ts";
import { sendDueReports } from "./send-due-reports.ts";

/** Sends reports when their time has come. */
export const watchReportSchedules = (lookout: BulletinLookout): Watch =>
  lookForBulletins(lookout, "report-schedules", () => sendDueReports(lookout));

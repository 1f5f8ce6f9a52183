import { type BulletinLookout, lookForBulletins } from "../bulletins/look-for-bulletins.ts";
import type { Watch } from "../look-every.ts";
import { judgeAlerts } from "./judge-alerts.ts";

/** Looks at the alerts; each look reads what is open once. */
export const watchAlerts = (lookout: BulletinLookout): Watch =>
  lookForBulletins(lookout, "alerts", async () => (await judgeAlerts(lookout)).bulletinIds);

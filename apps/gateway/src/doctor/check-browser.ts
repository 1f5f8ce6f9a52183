import { type Finding, judgeBrowser } from "@circuito/domain";
import { capabilitiesOf } from "../inboxes/connectors.ts";
import type { DoctorRun } from "./doctor-parts.ts";
import { startBrowser } from "./look/start-browser.ts";

/** Only where a paired phone needs one: a browser is the heaviest thing there is to start. */
export async function checkBrowser(
  { inboxes, browser }: DoctorRun,
  signal: AbortSignal,
): Promise<Finding> {
  const isUsed = inboxes.some((inbox) => inbox.enabled && capabilitiesOf(inbox)?.runs === "owned");
  if (!isUsed) return judgeBrowser({ kind: "unused" });
  if (browser === "elsewhere" || browser === "missing") return judgeBrowser({ kind: browser });
  return judgeBrowser(await startBrowser(browser, signal));
}

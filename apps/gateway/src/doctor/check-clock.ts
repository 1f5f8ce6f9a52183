import { type Finding, judgeClock } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { connectorFor } from "../inboxes/connectors.ts";
import { wholeSettings } from "../inboxes/open-connector.ts";
import { createGuardedRequest } from "../reach/guarded-request.ts";
import type { DoctorRun } from "./doctor-parts.ts";
import { readClocks } from "./look/read-clocks.ts";

/** Under these names inboxes say where their provider is asked. */
const PROVIDER_SETTINGS = ["apiBaseUrl", "graphBaseUrl"];

/** Compares this machine's clock with the database's and with those of the providers in use. */
export async function checkClock(run: DoctorRun, signal: AbortSignal): Promise<Finding> {
  const { database, inboxes, sealer, mayReach, machineNow } = run;
  const providers = inboxes
    .filter(({ enabled }) => enabled)
    .flatMap((one) => providersOf(one, sealer));
  const fetch = createGuardedRequest({ mayReach });
  const clocks = { database, providers: [...new Set(providers)], fetch, now: machineNow };
  return judgeClock(await readClocks(clocks, signal));
}

function providersOf(inbox: StoredInbox, sealer: DoctorRun["sealer"]): readonly string[] {
  try {
    const settings = connectorFor(inbox.channel)?.settings.parse(wholeSettings(inbox, sealer));
    if (typeof settings !== "object" || settings === null) return [];
    const known = new Map(Object.entries(settings));
    return PROVIDER_SETTINGS.flatMap((name) => {
      const url = known.get(name);
      return typeof url === "string" ? [url] : [];
    });
  } catch {
    // That its settings cannot be read is said where it is looked at.
    return [];
  }
}

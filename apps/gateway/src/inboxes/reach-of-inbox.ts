import type { InboxId } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { CATCHER_HOST, isAimedAt } from "../seed/demo-mailbox.ts";

/** Takes the letters of one inbox, on this machine. */
export interface DemoCatcher {
  readonly inboxId: InboxId;
  readonly port: number;
}

/**
 * Where an inbox may connect to. The demo's letters go to this very process, which opens nothing else:
 * the inbox must send there and nowhere, and fetch nothing.
 */
export function reachOfInbox(
  { id, settings }: Pick<StoredInbox, "id" | "settings">,
  parts: {
    readonly mayReach: (ipAddress: string) => boolean;
    readonly catcher?: DemoCatcher | undefined;
  },
): (ipAddress: string) => boolean {
  const { mayReach, catcher } = parts;
  const fetches = settings.in !== "listener" || settings.oauthTokenUrl !== undefined;
  if (!catcher || catcher.inboxId !== id || fetches) return mayReach;
  return isAimedAt(settings, catcher.port) ? (ipAddress) => ipAddress === CATCHER_HOST : mayReach;
}

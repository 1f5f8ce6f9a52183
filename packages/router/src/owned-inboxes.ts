import type { InboxId } from "@circuito/domain";
import { createClaimKeeper } from "./claim-keeper.ts";
import type { DeliveryDependencies } from "./delivery.ts";
import { createDeliverySteps } from "./delivery-steps.ts";
import { createInboxLanes } from "./inbox-lanes.ts";
import { createFetcher, type MediaDependencies } from "./media/fetch-media.ts";

/** A container has 30 s to end; what is not sent by then is taken up again by the next owner. */
const STOP_PATIENCE_MS = 8_000;
/** A wake-up may be lost; a session that became ready is not told of by one. */
const LOOK_EVERY_MS = 5_000;

export interface OwnedInboxesDependencies
  extends Omit<DeliveryDependencies, "ownedInboxes">,
    Omit<MediaDependencies, "resolveConnector"> {
  readonly resolveConnector: DeliveryDependencies["resolveConnector"] &
    MediaDependencies["resolveConnector"];
  /** The inboxes that this process owns now. */
  readonly owned: () => readonly InboxId[];
}

export interface OwnedInboxes {
  /** Claims nothing more and lets what is being sent end; what takes too long is broken off. */
  stop(): Promise<void>;
}

/**
 * Sends and fetches for the inboxes that this process owns: their session lives here, so nobody else
 * can. What is claimed, how it is tried again and how it ends is as everywhere.
 */
export function serveOwnedInboxes(dependencies: OwnedInboxesDependencies): OwnedInboxes {
  const { bus, log } = dependencies;
  const keeper = createClaimKeeper(dependencies);
  const steps = createDeliverySteps(dependencies.database);
  const lanes = createInboxLanes(
    { ...dependencies, steps, ownedInboxes: async () => new Set<InboxId>() },
    keeper,
  );
  const fetcher = createFetcher(dependencies);
  const fetching = new Set<InboxId>();

  function look(): void {
    for (const inboxId of dependencies.owned()) {
      lanes.lookAt(inboxId);
      if (!fetching.has(inboxId)) void fetch(inboxId);
    }
  }

  async function fetch(inboxId: InboxId): Promise<void> {
    fetching.add(inboxId);
    try {
      await fetcher.fetchDue({ inboxId });
    } catch (error) {
      log.warn("files not fetched", { inboxId, error: error instanceof Error ? error.name : "" });
    } finally {
      fetching.delete(inboxId);
    }
  }

  const unsubscribe = bus.wake.subscribe("owned", look);
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    async stop() {
      unsubscribe();
      clearInterval(timer);
      fetcher.stop();
      const impatience = setTimeout(() => keeper.breakOff(), STOP_PATIENCE_MS);
      await lanes.stop();
      clearTimeout(impatience);
      keeper.stop();
    },
  };
}

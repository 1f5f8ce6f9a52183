import type { Bus } from "@circuito/bus";
import type { Capabilities, Connector } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import { claimDeliveries, type Database } from "@circuito/store";
import type { AskUrl } from "./ask-links.ts";
import { createClaimKeeper, LEASE_MS } from "./claim-keeper.ts";
import { LANE_CHANNELS } from "./delivery-policy.ts";
import { createDeliverySteps } from "./delivery-steps.ts";
import { createInboxLanes } from "./inbox-lanes.ts";
import type { RouterLog } from "./log.ts";
import type { OutboundFiles } from "./outbound-message.ts";
import { sendDelivery } from "./send-delivery.ts";
import type { WorkMeasure } from "./work-measure.ts";

/** Sends at once in one process: mostly waiting for providers. */
const JOBS_AT_ONCE = 16;
/** Rows claimed by one job. */
const CLAIM_MAX = 50;
/** A container has 30 s to end; what is not sent by then is taken up again by others. */
const STOP_PATIENCE_MS = 8_000;

export interface DeliveryDependencies {
  readonly database: Database;
  readonly bus: Bus;
  /** The open connector of an inbox; `undefined` if the inbox is gone or disabled. */
  readonly resolveConnector: (inbox: InboxId) => Promise<OpenConnector | undefined>;
  /** Inboxes that only their owner sends for: their messages are left to it. */
  readonly ownedInboxes: () => Promise<ReadonlySet<InboxId>>;
  /** Files that messages carry. */
  readonly files: OutboundFiles;
  readonly askUrl: AskUrl;
  readonly now: () => number;
  readonly log: RouterLog;
  readonly measure?: WorkMeasure | undefined;
}

export interface OpenConnector {
  readonly connector: Pick<Connector, "send">;
  readonly capabilities: Pick<Capabilities, "textLengthMax">;
}

export interface Delivery {
  /** Claims nothing more and lets what is being sent end; what takes too long is broken off. */
  stop(): Promise<void>;
}

/**
 * Takes `deliver` jobs and sends what is due, in order within each conversation. A job waits for its
 * sends; mail, which may take minutes each, is only started by it and sent in its inbox's lane.
 */
export async function startDelivery(dependencies: DeliveryDependencies): Promise<Delivery> {
  const { database, bus } = dependencies;
  const keeper = createClaimKeeper(dependencies);
  const sending = { ...dependencies, steps: createDeliverySteps(database) };
  const lanes = createInboxLanes(sending, keeper);
  let stopped = false;

  /** The next message of a conversation becomes claimable when the one before it is done. */
  async function sendShared(messageIds: readonly string[]): Promise<void> {
    while (!stopped) {
      const claimed = await claimDeliveries(database.pool, {
        messageIds,
        leaseMs: LEASE_MS,
        limit: CLAIM_MAX,
        laneChannels: LANE_CHANNELS,
      });
      if (claimed.length === 0) return;
      await Promise.all(
        claimed.map((delivery) =>
          keeper.hold(delivery, (signal) => sendDelivery(sending, delivery, signal)),
        ),
      );
    }
  }

  await bus.jobs.work("deliver", { concurrency: JOBS_AT_ONCE }, async (messageIds) => {
    if (stopped) return;
    await Promise.all([lanes.wake(messageIds), sendShared(messageIds)]);
  });

  return {
    async stop() {
      stopped = true;
      const timer = setTimeout(() => keeper.breakOff(), STOP_PATIENCE_MS);
      await lanes.stop();
      clearTimeout(timer);
      keeper.stop();
    },
  };
}

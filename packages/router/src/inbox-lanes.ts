import type { InboxId } from "@circuito/domain";
import { type ClaimedDelivery, claimOfInbox, findLaneInboxes } from "@circuito/store";
import { type ClaimKeeper, LEASE_MS } from "./claim-keeper.ts";
import { LANE_CHANNELS, policyOf } from "./delivery-policy.ts";
import { type SendingDependencies, sendDelivery } from "./send-delivery.ts";

/** Sends at once in all lanes of a process: each holds a connection and streams its files. */
const SENDS_AT_ONCE = 60;

/**
 * One lane per inbox, each a few sends wide: a mail server that takes minutes delays its own inbox
 * and nothing else.
 */
export interface InboxLanes {
  /** Looks at the lanes of these messages; owners are woken for theirs. Does not wait for sends. */
  wake(messageIds: readonly string[]): Promise<void>;
  /** Looks at the lane of an inbox that this process owns. */
  lookAt(inboxId: InboxId): void;
  /** Claims nothing more; resolves when what is being sent has ended. */
  stop(): Promise<void>;
}

/** A session is one person typing: it sends one message after another. */
const OWNED_WIDTH = 1;

interface Lane {
  readonly inboxId: InboxId;
  readonly width: number;
  sending: number;
  /** Looking right now; `again` when somebody asked meanwhile. */
  looking: "no" | "yes" | "again";
}

export function createInboxLanes(
  dependencies: SendingDependencies,
  keeper: ClaimKeeper,
): InboxLanes {
  const { database, log } = dependencies;
  const lanes = new Map<InboxId, Lane>();
  const sends = new Set<Promise<void>>();
  /** Had room of their own, and the process had none. */
  const turnedAway = new Set<Lane>();
  let stopped = false;

  async function look(lane: Lane): Promise<void> {
    if (lane.looking !== "no") {
      lane.looking = "again";
      return;
    }
    do {
      lane.looking = "yes";
      await fill(lane);
    } while (isAskedAgain(lane));
    lane.looking = "no";
  }

  async function fill(lane: Lane): Promise<void> {
    const room = Math.min(lane.width - lane.sending, SENDS_AT_ONCE - sends.size);
    if (stopped || room <= 0) {
      if (sends.size >= SENDS_AT_ONCE) turnedAway.add(lane);
      return;
    }
    const { inboxId } = lane;
    const claimed = await claimOfInbox(database.pool, inboxId, { leaseMs: LEASE_MS, limit: room });
    for (const delivery of claimed) start(lane, delivery);
  }

  function start(lane: Lane, delivery: ClaimedDelivery): void {
    lane.sending += 1;
    const sending = keeper
      .hold(delivery, (signal) => sendDelivery(dependencies, delivery, signal))
      .catch((error: Error) => {
        // The row stays as it was claimed; the sweep takes it back when the lease has run out.
        log.warn("send not recorded", { messageId: delivery.messageId, error: error.message });
      })
      .finally(() => {
        lane.sending -= 1;
        sends.delete(sending);
        if (stopped) return;
        const waiting = [lane, ...turnedAway];
        turnedAway.clear();
        for (const one of waiting) lookQuietly(one);
      });
    sends.add(sending);
  }

  function lookQuietly(lane: Lane): void {
    look(lane).catch((error: Error) => {
      lane.looking = "no";
      log.warn("lane not looked at", { inboxId: lane.inboxId, error: error.message });
    });
  }

  function laneOf(inboxId: InboxId, width: number): Lane {
    const lane = lanes.get(inboxId) ?? { inboxId, width, sending: 0, looking: "no" };
    lanes.set(inboxId, lane);
    return lane;
  }

  return {
    async wake(messageIds) {
      const inboxes = await findLaneInboxes(database.pool, messageIds, LANE_CHANNELS);
      if (inboxes.length === 0) return;
      const owned = await dependencies.ownedInboxes();
      if (inboxes.some(({ id }) => owned.has(id))) dependencies.bus.wake.publish("owned");
      for (const { id, channel } of inboxes) {
        if (!owned.has(id)) lookQuietly(laneOf(id, policyOf(channel).laneWidth ?? 1));
      }
    },
    lookAt: (inboxId) => lookQuietly(laneOf(inboxId, OWNED_WIDTH)),
    async stop() {
      stopped = true;
      while (sends.size > 0) await Promise.all(sends);
    },
  };
}

/** Read anew: it changes while a fill is awaited. */
function isAskedAgain({ looking }: Lane): boolean {
  return looking === "again";
}

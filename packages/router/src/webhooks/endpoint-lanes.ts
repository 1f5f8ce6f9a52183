import { laneWidth } from "@circuito/domain";
import { type ClaimedWebhook, claimWebhooks, findWebhook } from "@circuito/store";
import { type Delivered, deliverWebhook, type WebhookSender } from "./deliver-webhook.ts";

/** Three times what one request may take: who is silent for longer has died. */
const LEASE_MS = 30_000;

/**
 * One lane per endpoint, a few requests wide: one that is slow, or away, delays itself and nobody else.
 * There are no more endpoints than a process can keep such lanes for.
 */
export interface EndpointLanes {
  /** Looks for what is due in a lane; does not wait for what it sends. */
  lookAt(endpointId: string): void;
  /** Claims nothing more; resolves when what is being sent has ended. */
  stop(): Promise<void>;
}

interface Lane {
  readonly endpointId: string;
  sending: number;
  /** Looking right now; `again` when somebody asked meanwhile. */
  looking: "no" | "yes" | "again";
}

export interface LaneDependencies extends WebhookSender {
  /** Says "look at it then". */
  readonly lookAgainAt: (endpointId: string, at: number) => void;
  /** Tells whoever follows for endpoints, and whoever shows them. */
  readonly switchedOff: () => void;
}

export function createEndpointLanes(dependencies: LaneDependencies): EndpointLanes {
  const { database, now, log, lookAgainAt, switchedOff } = dependencies;
  const lanes = new Map<string, Lane>();
  const sends = new Set<Promise<void>>();
  let isStopped = false;

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
    const { endpointId } = lane;
    const webhook = isStopped ? undefined : await findWebhook(database.pool, endpointId);
    if (!webhook || webhook.off !== null) return;
    const limit = laneWidth(webhook.failuresInRow) - lane.sending;
    if (limit <= 0) return;
    const terms = { limit, leaseMs: LEASE_MS, now: now() };
    for (const claimed of await claimWebhooks(database.pool, endpointId, terms)) {
      start(lane, claimed);
    }
  }

  function start(lane: Lane, claimed: ClaimedWebhook): void {
    lane.sending += 1;
    const sending = deliverWebhook(dependencies, claimed)
      .then((delivered) => follow(lane, delivered))
      .catch((error: Error) => {
        // It stays as it was claimed, and is due again when the lease has run out.
        log.warn("webhook not settled", { id: claimed.id, error: error.message });
      })
      .finally(() => {
        lane.sending -= 1;
        sends.delete(sending);
        lookQuietly(lane);
      });
    sends.add(sending);
  }

  function follow({ endpointId }: Lane, delivered: Delivered): void {
    if (delivered.kind === "again") lookAgainAt(endpointId, delivered.at);
    if (delivered.kind === "switched-off") switchedOff();
  }

  function lookQuietly(lane: Lane): void {
    look(lane).catch((error: Error) => {
      lane.looking = "no";
      log.warn("lane not looked at", { endpointId: lane.endpointId, error: error.message });
    });
  }

  return {
    lookAt(endpointId) {
      const lane = lanes.get(endpointId) ?? { endpointId, sending: 0, looking: "no" };
      lanes.set(endpointId, lane);
      lookQuietly(lane);
    },
    async stop() {
      isStopped = true;
      while (sends.size > 0) await Promise.all(sends);
    },
  };
}

/** Read anew: it changes while a fill is awaited. */
function isAskedAgain({ looking }: Lane): boolean {
  return looking === "again";
}

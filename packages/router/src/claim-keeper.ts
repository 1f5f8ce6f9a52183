import { type ClaimedDelivery, type Database, renewClaims } from "@circuito/store";
import type { RouterLog } from "./log.ts";

/**
 * A dead sender is noticed after so long by the database's clock: the next message of its conversation
 * leaves within the fifteen seconds that are promised after a crash (P12), a takeover of the sweep
 * included, and what it was sending becomes `unknown` to the agent. Sends of many minutes keep their
 * claim by renewing it.
 */
export const LEASE_MS = 10_000;
/** A renewal may fail twice, or come late, before the claim is lost. */
export const RENEW_EVERY_MS = 2_500;

/** Keeps the claims of what this process sends. */
export interface ClaimKeeper {
  /** @param send gets a signal that says: stop, the claim is lost or the process ends */
  hold<T>(delivery: ClaimedDelivery, send: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Breaks off whatever is being sent, now and from now on. */
  breakOff(): void;
  stop(): void;
}

interface Held {
  readonly delivery: ClaimedDelivery;
  /** Held strongly: combined signals of the engine may be collected before they fire. */
  readonly ended: AbortController;
}

export function createClaimKeeper({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: RouterLog;
}): ClaimKeeper {
  const all = new Set<Held>();
  let isBrokenOff = false;

  async function renew(): Promise<void> {
    const held = [...all];
    if (held.length === 0) return;
    const kept = await renewClaims(
      database.pool,
      held.map(({ delivery }) => delivery),
      LEASE_MS,
    );
    for (const one of held) {
      // Somebody took this process for dead: what has not left yet must not leave any more.
      if (all.has(one) && !kept.has(one.delivery.messageId)) one.ended.abort();
    }
  }

  const timer = setInterval(() => {
    renew().catch((error: Error) => log.warn("claims not renewed", { error: error.message }));
  }, RENEW_EVERY_MS);
  timer.unref();

  return {
    async hold(delivery, send) {
      const held: Held = { delivery, ended: new AbortController() };
      if (isBrokenOff) held.ended.abort();
      all.add(held);
      try {
        return await send(held.ended.signal);
      } finally {
        all.delete(held);
      }
    },
    breakOff() {
      isBrokenOff = true;
      for (const { ended } of all) ended.abort();
    },
    stop: () => clearInterval(timer),
  };
}

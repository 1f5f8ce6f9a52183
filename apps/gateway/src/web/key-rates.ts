import { type KeyShare, type Queryable, takeKeyShare } from "@circuito/store";

/** Long enough that a program may ask a screenful at once, short enough to wait for its end. */
export const KEY_WINDOW_MS = 60_000;

/** How a key stands in the present window, once a request of it was counted. */
export interface KeyStanding {
  readonly isAllowed: boolean;
  /** Requests in a window. */
  readonly limit: number;
  /** That are left, as far as this process knows: others may hold some that they do not use. */
  readonly left: number;
  /** Until the next window, ms. */
  readonly resetMs: number;
}

export interface KeyRates {
  /** Requests in a window; 0: any number. */
  readonly limit: number;
  /** Counts one request. @returns nothing where there is no limit */
  count(apiKeyId: string): Promise<KeyStanding | undefined>;
  /** Of what this process took of a window, what it has not let through yet. */
  unused(apiKeyId: string, window: number): number;
}

interface Held {
  readonly window: number;
  readonly taken: number;
  /** What it asked for last: the next time it asks for twice as much. */
  readonly wanted: number;
  left: number;
}

export const keyWindowAt = (now: number): number => Math.floor(now / KEY_WINDOW_MS);

/**
 * How much each API key may ask, over all processes. A process takes shares of a key's window from the
 * database, one request at first and twice as many each time, and counts them off by itself: a key that
 * asks much costs a query every few dozen requests, and what was refused costs none until the window ends.
 */
export function createKeyRates(parts: {
  readonly pool: Queryable;
  readonly limit: number;
  readonly now: () => number;
}): KeyRates {
  const { pool, limit, now } = parts;
  // One entry for each key that was ever used here: there are as many as an admin has made.
  const shares = new Map<string, Held>();
  const taking = new Map<string, Promise<void>>();

  /** Of this window, or of the next, which a process whose clock is ahead began. */
  function heldNow(apiKeyId: string): Held | undefined {
    const held = shares.get(apiKeyId);
    const ahead = (held?.window ?? -1) - keyWindowAt(now());
    return ahead === 0 || ahead === 1 ? held : undefined;
  }

  async function take(apiKeyId: string): Promise<void> {
    const wanted = Math.min(limit, (heldNow(apiKeyId)?.wanted ?? 0) * 2 || 1);
    const window = keyWindowAt(now());
    const share: KeyShare = await takeKeyShare(pool, apiKeyId, { window, limit, wanted });
    shares.set(apiKeyId, { ...share, wanted, left: share.granted });
  }

  /** Requests that come at once wait for one and the same share. */
  async function takeTogether(apiKeyId: string): Promise<void> {
    const before = taking.get(apiKeyId);
    if (before) return before;
    const work = take(apiKeyId).finally(() => taking.delete(apiKeyId));
    taking.set(apiKeyId, work);
    return work;
  }

  return {
    limit,

    async count(apiKeyId) {
      if (limit === 0) return undefined;
      for (;;) {
        const held = heldNow(apiKeyId);
        const isSpent = held !== undefined && held.taken >= limit && held.left === 0;
        if (held && (held.left > 0 || isSpent)) {
          if (!isSpent) held.left -= 1;
          const left = Math.max(0, limit - held.taken) + held.left;
          const resetMs = (held.window + 1) * KEY_WINDOW_MS - now();
          return { isAllowed: !isSpent, limit, left, resetMs };
        }
        await takeTogether(apiKeyId);
      }
    },

    unused(apiKeyId, window) {
      const held = shares.get(apiKeyId);
      return held?.window === window ? held.left : 0;
    },
  };
}

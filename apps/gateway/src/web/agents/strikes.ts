/** What no client of ours ever sends, a minute; whoever goes on is no client of ours. */
const STRIKES_MAX = 10;
const STRIKES_WINDOW_MS = 60_000;

/** Counts what a socket should not have sent. */
export interface Strikes {
  /** @returns `true` when it was one too many */
  count(now: number): boolean;
}

export function createStrikes(): Strikes {
  let since = 0;
  let strikes = 0;
  return {
    count(now) {
      if (now - since >= STRIKES_WINDOW_MS) {
        since = now;
        strikes = 0;
      }
      strikes += 1;
      return strikes > STRIKES_MAX;
    },
  };
}

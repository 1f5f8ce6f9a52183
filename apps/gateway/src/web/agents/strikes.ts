/** What no client of ours ever sends, a minute; whoever goes on is no client of ours. */
export const UNKNOWN_EVENTS_MAX = 10;
/** A person who types and looks around sends a few dozen a minute; each may cost a query. */
export const EVENTS_MAX = 300;
const WINDOW_MS = 60_000;

/** Counts something that is taken only so often a minute. */
export interface Strikes {
  /** @returns `true` when it was one too many */
  count(now: number): boolean;
}

export function createStrikes(max: number): Strikes {
  let since = 0;
  let strikes = 0;
  return {
    count(now) {
      if (now - since >= WINDOW_MS) {
        since = now;
        strikes = 0;
      }
      strikes += 1;
      return strikes > max;
    },
  };
}

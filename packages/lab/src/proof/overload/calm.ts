/** When a request was due to leave, and how long after that its answer came; infinite where none came or it was no. */
export interface Timed {
  readonly atMs: number;
  readonly tookMs: number;
}

/** As in a p99. */
const LATE_SHARE = 0.01;

/**
 * From when on ninety-nine in a hundred were answered in time.
 * @param times in the order of sending
 * @returns `undefined` where the end was not calm either
 */
export function calmFrom(times: readonly Timed[], limitMs: number): number | undefined {
  let late = 0;
  let from: number | undefined;
  for (const [at, { atMs, tookMs }] of [...times.entries()].reverse()) {
    if (tookMs > limitMs) late += 1;
    else if (late <= LATE_SHARE * (times.length - at)) from = atMs;
  }
  return from;
}

/** Long enough for a figure, short enough to know who works now. */
export const FLOW_WINDOW_MS = 30 * 60_000;
/** Fewer than these say nothing about the next one. */
const TAKEN_MIN = 5;
/** Further away than this nobody can honestly see. */
const ESTIMATE_MAX_MS = 2 * 60 * 60_000;

/**
 * How long somebody at this place waits if the queue goes on as it did lately; `undefined` when that
 * is not known honestly.
 * @param position 1 is next
 * @param taken conversations of the queue that somebody got within {@link FLOW_WINDOW_MS}
 */
export function estimateWaitMs(position: number, taken: number): number | undefined {
  if (taken < TAKEN_MIN) return undefined;
  const estimateMs = Math.round((position * FLOW_WINDOW_MS) / taken);
  return estimateMs > ESTIMATE_MAX_MS ? undefined : estimateMs;
}

/**
 * How long one more would wait in a queue, behind all who wait there: what a hand-over is chosen by.
 * What is handed over keeps its arrival, and may be sooner. Nothing is known where nobody is there to
 * take it, however well it went until now.
 */
export function waitOfOneMoreMs(queue: {
  readonly waiting: number;
  readonly taken: number;
  readonly agentsAvailable: number;
}): number | undefined {
  if (queue.agentsAvailable === 0) return undefined;
  return estimateWaitMs(queue.waiting + 1, queue.taken);
}

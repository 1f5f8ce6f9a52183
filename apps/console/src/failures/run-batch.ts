/** Together with the pause this is 50 a second: customers' own messages go through beside it. */
const CHUNK = 25;
const PAUSE_MS = 500;

/** How far a batch has come: what became of each, counted by outcome. */
export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/**
 * Does the same to many, a chunk after the other, until it is stopped: whoever looks on sees it move.
 * What was done before it stopped stays done.
 * @param act what to do to a chunk; one outcome for each
 */
export async function runBatch<T>(
  items: readonly T[],
  act: (chunk: readonly T[]) => Promise<readonly { readonly outcome: string }[]>,
  {
    onProgress,
    signal,
    pauseMs = PAUSE_MS,
  }: {
    readonly onProgress: (progress: BatchProgress) => void;
    readonly signal: AbortSignal;
    readonly pauseMs?: number;
  },
): Promise<BatchProgress> {
  let progress: BatchProgress = { done: 0, total: items.length, outcomes: {} };
  onProgress(progress);
  for (let from = 0; from < items.length && !signal.aborted; from += CHUNK) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (signal.aborted) break;
    const results = await act(items.slice(from, from + CHUNK));
    const outcomes = { ...progress.outcomes };
    for (const { outcome } of results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    progress = { ...progress, done: progress.done + results.length, outcomes };
    onProgress(progress);
  }
  return progress;
}

/**
 * Works under a signal that fires when the given one does, and when the time is over. Held strongly
 * until the work ends: signals that the engine combines may be collected before they fire (Node 20),
 * and what then has no end is a provider that keeps silent.
 */
export async function withinTime<T>(
  ms: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const end = (): void => limit.abort();
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

export interface LatencyFigures {
  readonly samples: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Exact percentiles (nearest rank); a run's samples fit in memory. */
export function summarizeLatency(samplesMs: readonly number[]): LatencyFigures {
  const sorted = Float64Array.from(samplesMs).sort();
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { samples: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

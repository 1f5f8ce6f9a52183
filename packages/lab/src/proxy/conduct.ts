/** How a link treats what passes over it; every field may be combined with every other. */
export interface LinkConduct {
  /** One way, ms. */
  readonly latencyMs: number;
  /** Added to the latency, anew for each piece: between 0 and this, ms. Order is kept. */
  readonly jitterMs: number;
  /** Each way; infinite by default. */
  readonly bytesPerSecond: number;
  /** Pieces are no longer than this: whoever reads must put them together. */
  readonly sliceBytes: number;
  /** Share of pieces in whose place the connection is reset, 0 to 1. */
  readonly resetShare: number;
  /** A partition: nothing passes and nobody is told; what waits goes on when it is over. */
  readonly isHeld: boolean;
  /** New connections are reset at once. */
  readonly isRefusing: boolean;
}

/** A cable. */
export const GOOD_LINK: LinkConduct = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  sliceBytes: Number.POSITIVE_INFINITY,
  resetShare: 0,
  isHeld: false,
  isRefusing: false,
};

/** Several at once: of each thing the worst. */
export function worstOf(conducts: Iterable<Partial<LinkConduct>>): LinkConduct {
  let worst = GOOD_LINK;
  for (const part of conducts) {
    const one = { ...GOOD_LINK, ...part };
    worst = {
      latencyMs: Math.max(worst.latencyMs, one.latencyMs),
      jitterMs: Math.max(worst.jitterMs, one.jitterMs),
      bytesPerSecond: Math.min(worst.bytesPerSecond, one.bytesPerSecond),
      sliceBytes: Math.min(worst.sliceBytes, one.sliceBytes),
      resetShare: Math.max(worst.resetShare, one.resetShare),
      isHeld: worst.isHeld || one.isHeld,
      isRefusing: worst.isRefusing || one.isRefusing,
    };
  }
  return worst;
}

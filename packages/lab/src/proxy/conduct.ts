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

/** How long something took, ms, of many times. */
export interface Timing {
  readonly name: string;
  readonly times: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** @throws when there is nothing to sum up */
export function timingOf(name: string, tookMs: readonly number[]): Timing {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const one = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    if (one === undefined) throw new Error(`nothing was measured of ${name}`);
    return Math.round(one * 10) / 10;
  };
  return { name, times: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

/** A line of a table, as wide as those of {@link timingHead}. */
export function timingLine({ name, p50Ms, p95Ms, maxMs }: Timing): string {
  const cells = [p50Ms, p95Ms, maxMs].map((ms) => ms.toFixed(1).padStart(9));
  return `${name.padEnd(NAME_WIDTH)}${cells.join("")}`;
}

export const timingHead = (what: string): string =>
  `${what.padEnd(NAME_WIDTH)}${["p50 ms", "p95 ms", "max ms"].map((head) => head.padStart(9)).join("")}`;

const NAME_WIDTH = 52;

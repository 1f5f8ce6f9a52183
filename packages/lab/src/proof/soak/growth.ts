/** A figure at one moment. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** What is watched of a long run, and how much of it may grow. */
export interface GrowthLimit {
  /** What it may grow in an hour: caches that fill, pages that a heap keeps. */
  readonly perHourMax: number;
  /** What it may swing by without that this says anything: a collection more or less, a connection. */
  readonly noise: number;
  readonly because: string;
}

export type Growth =
  | { readonly kind: "too-few"; readonly points: number }
  | {
      readonly kind: "bounded" | "grows";
      /** The slope that half of all pairs of points exceed, an hour. */
      readonly perHour: number;
      readonly from: number;
      readonly to: number;
    };

/** Caches, pools and compiled code come to their size in it. */
export const WARM_UP_SHARE = 0.3;
/** A slope of fewer is the accident of one of them. */
const POINTS_MIN = 10;
/** Pairs grow with the square of points: those of a long run are thinned to so many. */
const POINTS_MAX = 400;
const HOUR_MS = 3_600_000;

/**
 * Whether a figure grows without bound: by Theil and Sen's slope, the median of the slopes of all pairs, which up to
 * 29 in a hundred wild points do not move. It grows if over the time that was watched it came to more than
 * the hours allow and its noise explains.
 * @param points of the whole run, in order; the first share of it is warm-up
 */
export function judgeGrowth(points: readonly Point[], limit: GrowthLimit): Growth {
  const settled = thin(afterWarmUp(points));
  const [first] = settled;
  const last = settled.at(-1);
  if (!first || !last || settled.length < POINTS_MIN) {
    return { kind: "too-few", points: settled.length };
  }
  const perMs = medianSlope(settled);
  const spanMs = last.atMs - first.atMs;
  const middle = median(settled.map(({ value }) => value));
  const grown = perMs * spanMs;
  const allowed = (limit.perHourMax * spanMs) / HOUR_MS + limit.noise;
  return {
    kind: grown > allowed ? "grows" : "bounded",
    perHour: perMs * HOUR_MS,
    from: middle - grown / 2,
    to: middle + grown / 2,
  };
}

function afterWarmUp(points: readonly Point[]): readonly Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const from = first.atMs + WARM_UP_SHARE * (last.atMs - first.atMs);
  return points.filter(({ atMs }) => atMs >= from);
}

function thin(points: readonly Point[]): readonly Point[] {
  const every = Math.ceil(points.length / POINTS_MAX);
  return points.filter((_, i) => i % every === 0);
}

function medianSlope(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [i, a] of points.entries()) {
    for (const b of points.slice(i + 1)) {
      if (b.atMs > a.atMs) slopes.push((b.value - a.value) / (b.atMs - a.atMs));
    }
  }
  return median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}

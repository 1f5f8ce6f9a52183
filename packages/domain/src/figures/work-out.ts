import type { FactId, Figure } from "./dictionary.ts";
import { bucketsOf, type Histogram, quantilesOf } from "./histogram.ts";
import { noSums, type Sums } from "./rollup.ts";

/** Mean and quantiles of durations, seconds. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
}

/** A figure of a period. */
export interface FigureValue {
  /** Of how many it was worked out: what is counted, timed, answered. */
  readonly of: number;
  /**
   * A number of things, seconds (the mean), a share 0–1, points; undefined where there was nothing to
   * work it out of, which is not zero.
   */
  readonly value: number | undefined;
  /** Of durations, by the clock on the wall and within business hours. */
  readonly wall?: Spread;
  readonly business?: Spread;
  /** Of what customers answered: how many gave which points. */
  readonly distribution?: readonly (readonly [points: number, count: number])[];
}

/** A figure of sums by fact. */
export function workOut(figure: Figure, sums: ReadonlyMap<FactId, Sums>): FigureValue {
  const { shape } = figure;
  switch (shape.kind) {
    case "count": {
      const { count } = sumsOf(sums, shape.fact);
      return { of: count, value: count };
    }
    case "duration": {
      const { timed, value, business, values, businessValues } = sumsOf(sums, shape.fact);
      if (timed === 0) return { of: 0, value: undefined };
      return {
        of: timed,
        value: value / timed / 1_000,
        wall: spreadOf(value, timed, values),
        business: spreadOf(business, timed, businessValues),
      };
    }
    case "share": {
      let [hits, count] = [0, 0];
      for (const fact of shape.facts) {
        const one = sumsOf(sums, fact);
        hits += one.hits;
        count += one.count;
      }
      return shareOf(hits, count);
    }
    case "quotient":
      return shareOf(sumsOf(sums, shape.fact).count, sumsOf(sums, shape.per).count);
    case "mean": {
      const { timed, value, values } = sumsOf(sums, shape.fact);
      return { ...shareOf(value, timed), ...distributionOf(values) };
    }
    case "top": {
      const { timed, values } = sumsOf(sums, shape.fact);
      const top = countOf(values, (points) => points >= shape.from);
      return { ...shareOf(top, timed), ...distributionOf(values) };
    }
    case "net": {
      const { timed, values } = sumsOf(sums, shape.fact);
      const top = countOf(values, (points) => points >= shape.from);
      const low = countOf(values, (points) => points <= shape.to);
      return { ...shareOf(top - low, timed), ...distributionOf(values) };
    }
  }
}

function sumsOf(sums: ReadonlyMap<FactId, Sums>, fact: FactId): Sums {
  return sums.get(fact) ?? NONE;
}

const NONE: Sums = noSums();
const NO_VALUES: Histogram = [];

function shareOf(hits: number, of: number): FigureValue {
  return { of, value: of === 0 ? undefined : hits / of };
}

function spreadOf(sumMs: number, of: number, values: Sums["values"]): Spread {
  const [p50 = 0, p90 = 0] = quantilesOf(values ?? NO_VALUES, [0.5, 0.9]);
  return { mean: sumMs / of / 1_000, p50, p90 };
}

function countOf(values: Sums["values"], isWanted: (points: number) => boolean): number {
  let count = 0;
  for (const [points, times] of bucketsOf(values ?? NO_VALUES)) {
    if (isWanted(points)) count += times;
  }
  return count;
}

function distributionOf(values: Sums["values"]): Pick<FigureValue, "distribution"> {
  return { distribution: bucketsOf(values ?? NO_VALUES) };
}

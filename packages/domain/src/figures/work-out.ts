import type { FactId, Figure } from "./dictionary.ts";
import { quantileOf } from "./histogram.ts";
import { addSums, noSums, type Sums } from "./rollup.ts";

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
  const of = (fact: FactId): Sums => sums.get(fact) ?? NONE;
  const { shape } = figure;
  switch (shape.kind) {
    case "count": {
      const { count } = of(shape.fact);
      return { of: count, value: count };
    }
    case "duration": {
      const { timed, value, business, values, businessValues } = of(shape.fact);
      if (timed === 0) return { of: 0, value: undefined };
      return {
        of: timed,
        value: value / timed / 1_000,
        wall: spreadOf(value, timed, values),
        business: spreadOf(business, timed, businessValues),
      };
    }
    case "share": {
      const all = noSums();
      for (const fact of shape.facts) addSums(all, of(fact));
      return shareOf(all.hits, all.count);
    }
    case "quotient":
      return shareOf(of(shape.fact).count, of(shape.per).count);
    case "mean": {
      const { timed, value, values } = of(shape.fact);
      return { ...shareOf(value, timed), ...distributionOf(values) };
    }
    case "top": {
      const { timed, values } = of(shape.fact);
      const top = countOf(values, (points) => points >= shape.from);
      return { ...shareOf(top, timed), ...distributionOf(values) };
    }
    case "net": {
      const { timed, values } = of(shape.fact);
      const top = countOf(values, (points) => points >= shape.from);
      const low = countOf(values, (points) => points <= shape.to);
      return { ...shareOf(top - low, timed), ...distributionOf(values) };
    }
  }
}

const NONE: Sums = noSums();

function shareOf(hits: number, of: number): FigureValue {
  return { of, value: of === 0 ? undefined : hits / of };
}

function spreadOf(sumMs: number, of: number, values: Sums["values"]): Spread {
  return {
    mean: sumMs / of / 1_000,
    p50: quantileOf(values, 0.5) ?? 0,
    p90: quantileOf(values, 0.9) ?? 0,
  };
}

function countOf(values: Sums["values"], isWanted: (points: number) => boolean): number {
  let count = 0;
  for (const [points, times] of values) if (isWanted(points)) count += times;
  return count;
}

function distributionOf(values: Sums["values"]): Pick<FigureValue, "distribution"> {
  return { distribution: [...values].sort(([a], [b]) => a - b) };
}

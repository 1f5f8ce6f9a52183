import type { FactId } from "../dictionary.ts";
import { bucketsOf, type Histogram } from "../histogram.ts";
import { type Addition, type GrowingSums, noSums } from "../rollup.ts";

/** Sums whose histograms are told by bucket. */
export type CountedSums = Omit<GrowingSums, "values" | "businessValues"> & {
  values: Map<number, number> | undefined;
  businessValues: Map<number, number> | undefined;
};

/** Additions added up one by one, by fact: what packed sums of them have to say. */
export function sumsOf(additions: readonly Addition[]): Map<FactId, CountedSums> {
  const all = new Map<FactId, CountedSums>();
  for (const one of additions) {
    const sums = all.get(one.fact) ?? counted(noSums());
    sums.count += one.count;
    sums.hits += one.hits;
    sums.timed += one.timed;
    sums.value += one.value;
    sums.business += one.business;
    sums.values = countedIn(sums.values, one.bucket, one.by);
    sums.businessValues = countedIn(sums.businessValues, one.businessBucket, one.by);
    all.set(one.fact, sums);
  }
  return all;
}

/** Counts so many more in a bucket; of none left there is no bucket. */
export function addCount(into: Map<number, number>, bucket: number, count: number): void {
  const sum = (into.get(bucket) ?? 0) + count;
  if (sum === 0) into.delete(bucket);
  else into.set(bucket, sum);
}

/** The same sums, however their histograms are made up. */
export function counted({ values, businessValues, ...numbers }: GrowingSums): CountedSums {
  const told = (histogram: Histogram | undefined) => histogram && new Map(bucketsOf(histogram));
  return { ...numbers, values: told(values), businessValues: told(businessValues) };
}

function countedIn(
  values: Map<number, number> | undefined,
  bucket: number | undefined,
  by: number,
): Map<number, number> | undefined {
  if (bucket === undefined) return values;
  const into = values ?? new Map();
  addCount(into, bucket, by);
  return into.size === 0 ? undefined : into;
}

import type { FactId } from "../dictionary.ts";
import { addCount } from "../histogram.ts";
import { type Addition, type GrowingSums, noSums } from "../rollup.ts";

/** Additions added up one by one, by fact: what packed sums of them have to say. */
export function sumsOf(additions: readonly Addition[]): Map<FactId, GrowingSums> {
  const all = new Map<FactId, GrowingSums>();
  for (const one of additions) {
    const sums = all.get(one.fact) ?? noSums();
    sums.count += one.count;
    sums.hits += one.hits;
    sums.timed += one.timed;
    sums.value += one.value;
    sums.business += one.business;
    sums.values = counted(sums.values, one.bucket, one.by);
    sums.businessValues = counted(sums.businessValues, one.businessBucket, one.by);
    all.set(one.fact, sums);
  }
  return all;
}

function counted(
  values: Map<number, number> | undefined,
  bucket: number | undefined,
  by: number,
): Map<number, number> | undefined {
  if (bucket === undefined) return values;
  const into = values ?? new Map();
  addCount(into, bucket, by);
  return into.size === 0 ? undefined : into;
}

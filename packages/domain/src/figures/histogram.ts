import { ByteReader, type ByteWriter } from "./byte-stream.ts";

/**
 * Counts of whole numbers in buckets that grow with them: exact up to 127, above that 64 buckets to
 * every doubling, so that a bucket's middle is at most 1/128 (0.8 %) off what is in it. Two of them
 * add up to the one of both, which quantiles do not.
 * Source: the log-linear buckets of HdrHistogram (decision 35).
 */
export type Histogram = ReadonlyMap<number, number>;

const EXACT = 128;
const PER_DOUBLING = 64;

export function bucketOf(value: number): number {
  const whole = Math.max(0, Math.round(value));
  if (whole < EXACT) return whole;
  const shift = Math.floor(Math.log2(whole)) - 6;
  // Of a number just below a power of two, the logarithm may round up.
  const sub = Math.floor(whole / 2 ** shift);
  return sub < PER_DOUBLING
    ? bucketAt(shift - 1, Math.floor(whole / 2 ** (shift - 1)))
    : bucketAt(shift, sub);
}

const bucketAt = (shift: number, sub: number) =>
  EXACT + (shift - 1) * PER_DOUBLING + (sub - PER_DOUBLING);

/** The middle of a bucket; of an exact one, its number. */
export function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const shift = Math.floor((bucket - EXACT) / PER_DOUBLING) + 1;
  const sub = ((bucket - EXACT) % PER_DOUBLING) + PER_DOUBLING;
  return sub * 2 ** shift + 2 ** (shift - 1) - 0.5;
}

/** Counts so many more in a bucket of a histogram that is being made; of none left there is no bucket. */
export function addCount(into: Map<number, number>, bucket: number, count: number): void {
  const sum = (into.get(bucket) ?? 0) + count;
  if (sum === 0) into.delete(bucket);
  else into.set(bucket, sum);
}

/** Adds another into a histogram that is being made. */
export function addInto(into: Map<number, number>, other: Histogram): void {
  for (const [bucket, count] of other) addCount(into, bucket, count);
}

export function totalOf(histogram: Histogram): number {
  let total = 0;
  for (const count of histogram.values()) total += count;
  return total;
}

/**
 * The smallest number that at least the share `q` of all are at or below (nearest rank); undefined of
 * nothing.
 */
export function quantileOf(histogram: Histogram, q: number): number | undefined {
  return quantilesOf(histogram, [q])[0];
}

/** Several at once, the smallest share first, for which it is put in order once. Of nothing there are none. */
export function quantilesOf(histogram: Histogram, shares: readonly number[]): readonly number[] {
  const total = totalOf(histogram);
  const found: number[] = [];
  let seen = 0;
  for (const [bucket, count] of [...histogram].sort(byBucket)) {
    seen += count;
    while (found.length < shares.length) {
      const rank = Math.max(1, Math.ceil((shares[found.length] ?? 1) * total));
      if (seen < rank) break;
      found.push(middleOf(bucket));
    }
  }
  return found;
}

const byBucket = ([a]: readonly [number, number], [b]: readonly [number, number]): number => a - b;

/** Buckets that one more is counted in, and those that one less is: each as often as it is to be. */
export interface BucketChanges {
  readonly come: number[];
  readonly gone: number[];
}

/**
 * Adds to an encoded one: bucket by bucket, the gap to the one before and the count. Nothing encoded and
 * `changes` is the encoding of these alone; the same counts are the same bytes, whatever they were made of.
 * Puts `changes` in order. Throws when what is there is cut short, and when less than nothing would be
 * left in a bucket.
 */
export function writeMerged(into: ByteWriter, there: Uint8Array, changes: BucketChanges): void {
  const reader = new ByteReader(there);
  const come = changes.come.sort(ascending);
  const gone = changes.gone.sort(ascending);
  let next = reader.isAtEnd ? END : reader.read();
  for (let written = 0, c = 0, g = 0; ; ) {
    const bucket = Math.min(next, come[c] ?? END, gone[g] ?? END);
    if (bucket === END) return;
    let count = 0;
    for (; come[c] === bucket; c += 1) count += 1;
    for (; gone[g] === bucket; g += 1) count -= 1;
    if (next === bucket) {
      count += reader.read();
      next = reader.isAtEnd ? END : bucket + reader.read();
    }
    if (count === 0) continue;
    into.write(bucket - written);
    into.write(count);
    written = bucket;
  }
}

const ascending = (a: number, b: number): number => a - b;
const END = Number.POSITIVE_INFINITY;

/** Adds an encoded one into a histogram that is being made. Throws when it is cut short. */
export function addEncoded(into: Map<number, number>, bytes: Uint8Array): void {
  const reader = new ByteReader(bytes);
  for (let bucket = 0; !reader.isAtEnd; ) {
    bucket += reader.read();
    into.set(bucket, (into.get(bucket) ?? 0) + reader.read());
  }
}

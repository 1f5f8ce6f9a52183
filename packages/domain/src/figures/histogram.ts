import { ByteReader, type ByteWriter } from "./byte-stream.ts";

/**
 * Counts of whole numbers in buckets that grow with them: exact up to 127, above that 64 buckets to
 * every doubling, so that a bucket's middle is at most 1/128 (0.8 %) off what is in it. Two of them
 * add up to the one of both, which quantiles do not: one is any number of encoded ones
 * ({@link writeMerged}) that count together. They are added up once, when something is asked of them:
 * a report reads a hundred for each that it tells of.
 * Source: the log-linear buckets of HdrHistogram (decision 35).
 */
export type Histogram = readonly Uint8Array[];

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

/**
 * The smallest number that at least the share `q` of all are at or below (nearest rank), of several shares, the
 * smallest first. Of nothing there are none. Throws when an encoded one is cut short.
 */
export function quantilesOf(histogram: Histogram, shares: readonly number[]): readonly number[] {
  const { length, total } = addUp(histogram);
  const found: number[] = [];
  let seen = 0;
  for (let n = 0; n < length && found.length < shares.length; n += 1) {
    seen += counts[n] ?? 0;
    while (found.length < shares.length) {
      const rank = Math.max(1, Math.ceil((shares[found.length] ?? 1) * total));
      if (seen < rank) break;
      found.push(middleOf(buckets[n] ?? 0));
    }
  }
  return found;
}

/** Its buckets that count anything, the lowest first. Throws when an encoded one is cut short. */
export function bucketsOf(
  histogram: Histogram,
): readonly (readonly [bucket: number, count: number])[] {
  const { length } = addUp(histogram);
  return Array.from({ length }, (_, n) => [buckets[n] ?? 0, counts[n] ?? 0]);
}

/** As many as whole numbers have. */
const BUCKETS = bucketOf(Number.MAX_SAFE_INTEGER) + 1;
/** What was added up last, the lowest bucket first: kept, as a report adds up some ten thousand. */
const buckets = new Uint16Array(BUCKETS);
const counts = new Float64Array(BUCKETS);
/** Counts by bucket while several are added up, and zero at all other times. */
const sums = new Float64Array(BUCKETS);

/** Leaves the sum in {@link buckets} and {@link counts}. */
function addUp(histogram: Histogram): { readonly length: number; readonly total: number } {
  const [one] = histogram;
  const length = one && histogram.length === 1 ? decode(one) : addUpSeveral(histogram);
  let total = 0;
  for (let n = 0; n < length; n += 1) total += counts[n] ?? 0;
  return { length, total };
}

function addUpSeveral(histogram: Histogram): number {
  let [from, to] = [BUCKETS, 0];
  try {
    for (const bytes of histogram) {
      const length = decode(bytes);
      if (length === 0) continue;
      from = Math.min(from, buckets[0] ?? 0);
      to = Math.max(to, (buckets[length - 1] ?? 0) + 1);
      for (let n = 0; n < length; n += 1) {
        const bucket = buckets[n] ?? 0;
        sums[bucket] = (sums[bucket] ?? 0) + (counts[n] ?? 0);
      }
    }
    let length = 0;
    for (let bucket = from; bucket < to; bucket += 1) {
      const count = sums[bucket] ?? 0;
      if (count === 0) continue;
      buckets[length] = bucket;
      counts[length] = count;
      length += 1;
    }
    return length;
  } finally {
    // Also where one of them is cut short.
    sums.fill(0, from, to);
  }
}

/** How many buckets it has, left as the sum is. */
function decode(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  let length = 0;
  for (let bucket = 0; !reader.isAtEnd; length += 1) {
    bucket += reader.read();
    if (bucket >= BUCKETS) throw new Error("no number has such a bucket");
    buckets[length] = bucket;
    counts[length] = reader.read();
  }
  return length;
}

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

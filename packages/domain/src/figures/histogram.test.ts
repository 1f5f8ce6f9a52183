import fc from "fast-check";
import { ByteWriter } from "./byte-stream.ts";
import {
  addCount,
  addEncoded,
  bucketOf,
  middleOf,
  quantileOf,
  quantilesOf,
  writeMerged,
} from "./histogram.ts";

const seconds = fc.integer({ min: 0, max: 200_000_000 });
const histogramOf = (values: readonly number[]) => {
  const histogram = new Map<number, number>();
  for (const value of values) addCount(histogram, bucketOf(value), 1);
  return histogram;
};

const encoded = (
  come: readonly number[],
  { gone = [], there = new Uint8Array() }: { gone?: readonly number[]; there?: Uint8Array } = {},
) => {
  const writer = new ByteWriter();
  writeMerged(writer, there, { come: come.map(bucketOf), gone: gone.map(bucketOf) });
  return writer.take();
};

test("a bucket's middle is at most 0.8 % off what is in it, and exact up to two minutes", () => {
  fc.assert(
    fc.property(seconds, (value) => {
      const middle = middleOf(bucketOf(value));
      expect(Math.abs(middle - value)).toBeLessThanOrEqual(value < 128 ? 0 : value / 128);
    }),
  );
});

test("buckets follow each other as numbers do", () => {
  fc.assert(
    fc.property(seconds, seconds, (a, b) => {
      if (a <= b) expect(bucketOf(a)).toBeLessThanOrEqual(bucketOf(b));
    }),
  );
});

test("what was written is what is read, and two add up to the one of both", () => {
  fc.assert(
    fc.property(fc.array(seconds), fc.array(seconds), (one, other) => {
      const both = new Map<number, number>();
      addEncoded(both, encoded(one));
      addEncoded(both, encoded(other));
      expect(both).toEqual(histogramOf([...one, ...other]));
    }),
  );
});

test("what is added to what was written is written as if it had been there from the first", () => {
  fc.assert(
    fc.property(fc.array(seconds), fc.array(seconds), (one, other) => {
      const both = encoded([...one, ...other]);
      expect(encoded(other, { there: encoded(one) })).toEqual(both);
      expect(encoded([], { gone: other, there: both })).toEqual(encoded(one));
      expect(encoded(one, { gone: one, there: both })).toEqual(both);
    }),
  );
  expect(() => encoded([], { gone: [3] })).toThrow("less than nothing");
});

test("a quantile is that of the sorted numbers, to within a hundredth", () => {
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1 }), fc.constantFrom(0.5, 0.9), (values, q) => {
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
      const read = quantileOf(histogramOf(values), q) ?? Number.NaN;
      expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact / 100);
    }),
  );
});

test("several quantiles at once are each by itself", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1 }), shares, (values, unsorted) => {
      const histogram = histogramOf(values);
      const wanted = unsorted.toSorted((a, b) => a - b);
      expect(quantilesOf(histogram, wanted)).toEqual(wanted.map((q) => quantileOf(histogram, q)));
    }),
  );
});

test("of nothing there is no quantile; half a histogram is none", () => {
  expect(quantileOf(new Map(), 0.5)).toBeUndefined();
  expect(() => addEncoded(new Map(), Uint8Array.from([3, 0x80]))).toThrow("cut short");
});

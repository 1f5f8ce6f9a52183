import fc from "fast-check";
import { ByteWriter } from "./byte-stream.ts";
import { bucketOf, bucketsOf, middleOf, quantilesOf, writeMerged } from "./histogram.ts";
import { addCount } from "./testing/sums-of.ts";

const seconds = fc.integer({ min: 0, max: 200_000_000 });
const histogramOf = (values: readonly number[]) => {
  const histogram = new Map<number, number>();
  for (const value of values) addCount(histogram, bucketOf(value), 1);
  return [...histogram].sort(([a], [b]) => a - b);
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

test("what was written is what is read, and several add up to the one of all", () => {
  fc.assert(
    fc.property(fc.array(fc.array(seconds)), (several) => {
      const parts = several.map((values) => encoded(values));
      expect(bucketsOf(parts)).toEqual(histogramOf(several.flat()));
      for (const [n, values] of several.entries()) {
        expect(bucketsOf(parts.slice(n, n + 1))).toEqual(histogramOf(values));
      }
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
      const [read = Number.NaN] = quantilesOf([encoded(values)], [q]);
      expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact / 100);
      // Each by itself, and added up.
      expect(
        quantilesOf(
          values.map((value) => encoded([value])),
          [q],
        ),
      ).toEqual([read]);
    }),
  );
});

test("several quantiles at once are each by itself", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1 }), shares, (values, unsorted) => {
      const histogram = [encoded(values)];
      const wanted = unsorted.toSorted((a, b) => a - b);
      const each = wanted.flatMap((q) => quantilesOf(histogram, [q]));
      expect(quantilesOf(histogram, wanted)).toEqual(each);
    }),
  );
});

test("of nothing there is no quantile; half a histogram is none, and the next one is read as ever", () => {
  expect(quantilesOf([], [0.5])).toEqual([]);
  const half = Uint8Array.from([3, 0x80]);
  expect(() => bucketsOf([half])).toThrow("cut short");
  expect(() => bucketsOf([encoded([3]), half])).toThrow("cut short");
  expect(() => bucketsOf([Uint8Array.from([0xff, 0xff, 0xff, 1, 1])])).toThrow("no number");
  expect(bucketsOf([encoded([3]), encoded([4, 3])])).toEqual([
    [3, 2],
    [4, 1],
  ]);
});

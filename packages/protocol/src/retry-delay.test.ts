import fc from "fast-check";
import { retryDelayMs } from "./retry-delay.ts";

test("no retry waits less than 0.5 s or more than 10 s, whatever the attempt and the chance", () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n, r) => {
      const delay = retryDelayMs(n, r);
      expect(delay).toBeGreaterThanOrEqual(500);
      expect(delay).toBeLessThanOrEqual(10_000);
    }),
  );
});

test("the wait doubles and chance spreads it over its upper half", () => {
  expect([0, 1, 2, 3, 4, 5].map((n) => retryDelayMs(n, 0.999999))).toEqual([
    1000, 2000, 4000, 8000, 10000, 10000,
  ]);
  expect(retryDelayMs(5, 0)).toBe(5000);
});

test("those who lost their line in one moment do not come back in one, the first time neither", () => {
  expect([0, 0.5, 0.999999].map((random) => retryDelayMs(0, random))).toEqual([500, 750, 1000]);
});

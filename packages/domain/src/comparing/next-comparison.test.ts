import fc from "fast-check";
import {
  afterComparison,
  beginComparing,
  COMPARE_EVERY_MS,
  type ComparedSoFar,
  nextComparison,
  ON_ITS_WAY_MS,
} from "./next-comparison.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const HOUR = 3_600_000;
const state = (change: Partial<ComparedSoFar> = {}): ComparedSoFar => ({
  since: NOW - 100 * HOUR,
  until: NOW - HOUR,
  triedAt: NOW - HOUR,
  recovered: 3,
  problem: null,
  ...change,
});

test("an inbox that is new to it is compared from now on, and nothing of before is taken in", () => {
  const later = NOW + COMPARE_EVERY_MS;
  expect(nextComparison(beginComparing(NOW), later)).toMatchObject({ from: NOW });
});

test.each([
  ["a moment after the last", { triedAt: NOW - COMPARE_EVERY_MS + 1 }, false],
  ["five minutes after the last", { triedAt: NOW - COMPARE_EVERY_MS }, true],
  ["long before the last, by a clock that was set back", { triedAt: NOW + HOUR }, true],
] as const)("%s", (_, change, isDue) => {
  expect(nextComparison(state(change), NOW) !== undefined).toBe(isDue);
});

test("what was compared last is looked at once more, and what is on its way is left alone", () => {
  expect(nextComparison(state(), NOW)).toEqual({
    from: NOW - 2 * HOUR,
    until: NOW - ON_ITS_WAY_MS,
  });
});

test("whoever was off for a month looks back three days", () => {
  const off = state({ since: NOW - 2_000 * HOUR, until: NOW - 720 * HOUR });
  expect(nextComparison(off, NOW)).toMatchObject({ from: NOW - 72 * HOUR });
});

test("one that came to nothing moves nothing on and says why; the next one that ends forgets it", () => {
  const failed = afterComparison(state(), { ok: false, problem: "401" }, NOW);
  expect(failed).toEqual({ ...state(), triedAt: NOW, problem: "401" });
  const ended = afterComparison(failed, { ok: true, until: NOW - ON_ITS_WAY_MS, missing: 2 }, NOW);
  expect(ended).toMatchObject({ until: NOW - ON_ITS_WAY_MS, recovered: 5, problem: null });
});

test("however it goes, there is no gap between what was compared and what is compared next", () => {
  const steps = fc.array(fc.record({ waitMs: fc.nat({ max: 12 * HOUR }), fails: fc.boolean() }));
  fc.assert(
    fc.property(steps, (all) => {
      let now = NOW;
      let known = state({ until: NOW, triedAt: NOW, since: NOW });
      for (const { waitMs, fails } of all) {
        now += waitMs;
        const next = nextComparison(known, now);
        if (!next) continue;
        // Three days of failures are the one way to leave something out, and it is said.
        expect(next.from).toBeLessThanOrEqual(Math.max(known.until, now - 72 * HOUR));
        known = afterComparison(
          known,
          fails ? { ok: false, problem: "x" } : { ok: true, until: next.until, missing: 0 },
          now,
        );
      }
    }),
    { seed: 20 },
  );
});

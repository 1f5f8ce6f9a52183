import { makePrng } from "../../load/prng.ts";
import { judgeGrowth, type Point } from "./growth.ts";

const MINUTE_MS = 60_000;
const LIMIT = { perHourMax: 10, noise: 2, because: "a test" };
/** A point a minute for two hours. */
const run = (valueAt: (minute: number) => number, minutes = 120): Point[] =>
  Array.from({ length: minutes }, (_, n) => ({ atMs: n * MINUTE_MS, value: valueAt(n) }));
const prng = makePrng("1", "growth");
const noisy = Array.from({ length: 120 }, () => prng.next() * 8 - 4);

test.each([
  ["a flat line", () => 100, "bounded"],
  ["one that falls", (n: number) => 100 - n, "bounded"],
  ["what the hours allow", (n: number) => 100 + n / 6, "bounded"],
  ["twice what they allow", (n: number) => 100 + n / 3, "grows"],
  ["noise about a flat line", (n: number) => 100 + (noisy[n] ?? 0), "bounded"],
  ["growth under the same noise", (n: number) => 100 + n / 3 + (noisy[n] ?? 0), "grows"],
  ["a steep warm-up and nothing after it", (n: number) => Math.min(100, n * 4), "bounded"],
  ["one wild point in ten", (n: number) => (n % 10 === 3 ? 900 : 100), "bounded"],
  ["growth behind wild points", (n: number) => (n % 10 === 3 ? 0 : 100 + n / 3), "grows"],
  ["a saw that falls back each time", (n: number) => 100 + (n % 10), "bounded"],
  ["a saw that falls back to a little more", (n: number) => 100 + (n % 10) + n / 3, "grows"],
])("%s", (_, valueAt, kind) => {
  expect(judgeGrowth(run(valueAt), LIMIT).kind).toBe(kind);
});

test("a leak is told by the hour, and by where it began and came to after the warm-up", () => {
  const found = judgeGrowth(
    run((n) => 100 + n),
    LIMIT,
  );
  if (found.kind === "too-few") throw new Error("too few");
  expect(found.perHour).toBeCloseTo(60);
  expect(found.from).toBeCloseTo(136);
  expect(found.to).toBeCloseTo(219);
});

test.each([0, 1, 13])("%d points say nothing", (minutes) => {
  expect(
    judgeGrowth(
      run((n) => n * 1_000, minutes),
      LIMIT,
    ).kind,
  ).toBe("too-few");
});

test("of a run of days as many points are looked at as make up a slope", () => {
  expect(
    judgeGrowth(
      run((n) => 100 + n / 3, 20_000),
      LIMIT,
    ),
  ).toMatchObject({ kind: "grows" });
});

import { checkLiveness } from "./check-liveness.ts";

const LIMIT_MS = 15_000;
const IN_TIME = [1_000, 3_000, 15_000].map((tookMs, at) => ({ fault: `kill ${at}`, tookMs }));

test("whatever broke was whole again in time, and nothing is left to do", () => {
  expect(checkLiveness({ unrouted: 0, unsent: 0 }, IN_TIME, LIMIT_MS)).toMatchObject({
    verdict: "valid",
    figures: { recoveries: 3, p50Ms: 3_000, p99Ms: 15_000, maxMs: 15_000 },
  });
});

test("a run in which nothing broke has no times, and is judged by what is left", () => {
  expect(checkLiveness({ unrouted: 0 }, [], LIMIT_MS)).toMatchObject({
    verdict: "valid",
    figures: { recoveries: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 },
  });
});

test.each([
  ["leftover", { unsent: 2, unrouted: 0 }, IN_TIME],
  ["late", { unsent: 0 }, [...IN_TIME, { fault: "kill 4", tookMs: LIMIT_MS + 1 }]],
  ["never", { unsent: 0 }, [...IN_TIME, { fault: "kill 4", tookMs: undefined }]],
])("%s is reported, and nothing else", (name, leftovers, recoveries) => {
  const { verdict, violations } = checkLiveness({ ...leftovers }, recoveries, LIMIT_MS);
  expect(verdict).toBe("invalid");
  expect(Object.entries(violations).filter(([, count]) => count > 0)).toEqual([[name, 1]]);
});

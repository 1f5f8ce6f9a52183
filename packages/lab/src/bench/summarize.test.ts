import type { Figures } from "./measure.ts";
import { printReport } from "./print-report.ts";
import { RATES, type Round, type SystemRound } from "./run-rounds.ts";
import { median, summarize } from "./summarize.ts";

function figures(routedPerSecond: number, p99Ms: number, cpu: number): Figures {
  return {
    acceptedPerSecond: routedPerSecond,
    routedPerSecond,
    latency: { samples: 1, p50Ms: 1, p99Ms, maxMs: p99Ms },
    cpuPerThousand: { router: cpu, all: cpu },
    loadCpuPerThousand: 0.25,
    accepted: 1,
    missing: 1,
    repeated: 0,
  };
}

function system(routedPerSecond: number, p99Ms: number, cpu: number): SystemRound {
  const one = figures(routedPerSecond, p99Ms, cpu);
  return { answered: one, seen: one, open: Object.fromEntries(RATES.map((rate) => [rate, one])) };
}

function round(circuito: SystemRound, plain: SystemRound): Round {
  const noop = { addedPerSecond: 2_000, processedPerSecond: 2_000, cpuPerThousand: 0.2 };
  return { noop, systems: { circuito, plain } };
}

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[1, 4, 2, 100], 3],
])("the median of %p is %p", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test("ratios compare medians, each with what was wanted and whether it was met", () => {
  const plain = system(500, 50, 2);
  const { ratios } = summarize([
    round(system(1_500, 40, 0.4), plain),
    round(system(1_600, 60, 0.6), plain),
    round(system(9_000, 45, 0.8), plain),
  ]);
  expect(ratios.map(({ value, isMet }) => [value, isMet])).toEqual([
    [3.2, true],
    [3.2, true],
    [0.9, true],
    [45, true],
    [45, true],
    [0.8, true],
    [0.3, false],
  ]);
});

test("missing messages are added up, not averaged away", () => {
  const { systems } = summarize([
    round(system(1, 1, 1), system(1, 1, 1)),
    round(system(1, 1, 1), system(1, 1, 1)),
  ]);
  expect(systems.circuito?.seen.missing).toBe(2);
});

test("the report has a row for every load and a line for every ratio", () => {
  const report = printReport(summarize([round(system(1_500, 40, 0.4), system(500, 50, 2))]));
  expect(report).toContain("| circuito, open 200/s");
  expect(report).toContain("| plain, 64 unanswered");
  expect(report).toMatch(/circuito, 64 unseen .*\| 0\.40 +\| 0\.25 /);
  expect(report).toMatch(/met {5}routed\/s with 64 unseen, circuito : plain: 3\.00 \(wanted ≥ 3\)/);
});

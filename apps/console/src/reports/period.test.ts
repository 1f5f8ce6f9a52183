import { stretchOf } from "./period.ts";

test.each([
  ["a day is itself", "2026-03-10", "day", "2026-03-10", "2026-03-10"],
  ["a week ends six days later", "2026-03-09", "week", "2026-03-09", "2026-03-15"],
  ["a month ends with its last day", "2026-02-01", "month", "2026-02-01", "2026-02-28"],
  ["December, too", "2025-12-01", "month", "2025-12-01", "2025-12-31"],
  ["what began before the period is cut", "2025-11-24", "week", "2025-11-28", "2025-11-30"],
  ["what ends after it is cut", "2026-03-30", "week", "2026-03-30", "2026-03-31"],
] as const)("%s", (_name, at, step, from, until) => {
  const within = { from: "2025-11-28", until: "2026-03-31" };
  expect(stretchOf(at, step, within)).toEqual({ from, until });
});

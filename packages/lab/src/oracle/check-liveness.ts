import { Findings, type Verdict } from "./verdict.ts";

/** How long after something broke everything was in order again. */
export interface Recovery {
  /** What broke. */
  readonly fault: string;
  /** Until nothing was left to do; `undefined` where that was waited for in vain. */
  readonly tookMs: number | undefined;
}

/**
 * O9: what was broken off is finished, by itself and in time.
 *
 * - leftover: rows that nobody finishes, at quiescence
 * - never: something broke, and not all was finished when the patience was over
 * - late: it took longer than is promised
 */
export function checkLiveness(
  leftovers: Readonly<Record<string, number>>,
  recoveries: readonly Recovery[],
  limitMs: number,
): Verdict {
  const findings = new Findings(["leftover", "never", "late"]);
  for (const [kind, count] of Object.entries(leftovers)) {
    if (count > 0) findings.add("leftover", `${count} ${kind}`);
  }
  for (const { fault, tookMs } of recoveries) {
    if (tookMs === undefined) findings.add("never", fault);
    else if (tookMs > limitMs) findings.add("late", `${fault}: ${tookMs} ms, not ${limitMs}`);
  }
  const times = recoveries.flatMap(({ tookMs }) => tookMs ?? []).sort((a, b) => a - b);
  const figures = {
    recoveries: recoveries.length,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    maxMs: times.at(-1) ?? 0,
  };
  return findings.conclude("O9", figures, true);
}

/** The smallest time that this share of all does not exceed; of sorted ones, 0 of none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

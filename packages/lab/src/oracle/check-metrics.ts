import { Findings, type Verdict } from "./verdict.ts";

/**
 * O12: the system's own counters say what happened, by name. For runs in which no process was started
 * again: a counter begins anew with its process.
 *
 * - dishonest: a counter says something else than the oracle counted
 * - missing: a counter is not published at all
 */
export function checkMetrics(
  published: ReadonlyMap<string, number>,
  counted: ReadonlyMap<string, number>,
  countedMin: number,
): Verdict {
  const findings = new Findings(["dishonest", "missing"]);
  let all = 0;
  for (const [name, truth] of counted) {
    all += truth;
    const said = published.get(name);
    // A counter that never counted need not be there.
    if (said === undefined && truth > 0) findings.add("missing", `${name}, which is ${truth}`);
    else if ((said ?? 0) !== truth) findings.add("dishonest", `${name} says ${said}, not ${truth}`);
  }
  return findings.conclude("O12", { counters: counted.size, counted: all }, all >= countedMin);
}

import type { Verdict } from "../../oracle/index.ts";
import { type ProofRow, reasonsOf } from "../proof-report.ts";
import type { FaultKind } from "./faults/index.ts";
import type { ChaosOutcome } from "./run-chaos.ts";

/** The rule of three: with nothing found in n, 95 of 100 times less than this share is wrong. */
const RULE_OF_THREE = 3;

/** What each check of the oracle looks for, in a line. */
const CHECKED: Readonly<Record<string, string>> = {
  O1: "what was taken is there, and nothing else",
  O2: "once, unchanged, with the right customer",
  O3: "in one order, the right one",
  O4: "every console was told of everything",
  O6: "replies went out once, in order, and no status lies",
  O7: "the ledger balances",
  O9: "nothing is left to do",
};

/** The table of a run: a row for each check of the oracle, then one for each kind of fault. */
export function rowsOf(
  outcome: ChaosOutcome,
  kinds: readonly FaultKind[],
  wanted: ReadonlySet<string>,
): readonly ProofRow[] {
  return [
    ...checkRows(outcome),
    ...kinds.filter(({ id }) => wanted.has(id)).map(faultRow(outcome, kinds)),
  ];
}

/** Who was away for too long was not told, and had to fetch it: that is said beside. */
function whatOf({ check, figures: { told = 0, leftToFetch = 0 } }: Verdict): string {
  const what = CHECKED[check] ?? "";
  if (leftToFetch === 0) return what;
  return `${what}, but ${leftToFetch} of ${told + leftToFetch} that were left to fetch`;
}

function checkRows({ verdicts, facts, ownEnds, answers }: ChaosOutcome): ProofRow[] {
  const n = facts.messages.filter(({ ext }) => ext !== null).length;
  const checks = verdicts.map((verdict) => {
    const wrong = Object.values(verdict.violations).reduce((sum, count) => sum + count, 0);
    const bound = wrong === 0 && n > 0 ? `< ${((RULE_OF_THREE / n) * 100).toFixed(3)} %` : "";
    return {
      name: verdict.check,
      verdict: verdict.verdict,
      figures: figures({ n, wrong, what: whatOf(verdict), bound }),
      because: reasonsOf([verdict]),
    };
  });
  const said = [...answers]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count}×${status}`);
  return [
    ...checks,
    {
      name: "answers",
      verdict: "valid",
      figures: figures({
        n: [...answers.values()].reduce((a, b) => a + b, 0),
        what: said.join(" "),
      }),
      because: [],
    },
    {
      name: "ends",
      // A process may give up and be started again; that it did is worth knowing.
      verdict: "valid",
      figures: figures({ n: ownEnds.length, what: "processes that ended by themselves" }),
      because: ownEnds.map(
        ({ name, words }) => `${name}: ${words.trim().split("\n").at(-1) ?? ""}`,
      ),
    },
  ];
}

/**
 * What hangs together is mended when all of it is. Later than the most patient promise of a storm is too late
 * for each of its faults; later than its own alone proves nothing of a fault, since the time may be another's.
 */
function faultRow({ recoveries, stricken }: ChaosOutcome, kinds: readonly FaultKind[]) {
  const limits = new Map(kinds.map(({ id, recoversInMs }) => [id, recoversInMs]));
  const limitOf = (storm: readonly string[]) => Math.max(...storm.map((id) => limits.get(id) ?? 0));
  return ({ id, does, recoversInMs }: FaultKind): ProofRow => {
    const all = recoveries.filter(({ fault }) => fault === id);
    const failed = stricken.failed.filter(({ fault }) => fault === id);
    const late = all.filter(({ tookMs }) => (tookMs ?? 0) > recoversInMs);
    const tooLate = late.filter(({ tookMs, storm }) => (tookMs ?? 0) > limitOf(storm));
    const isNever = all.some(({ tookMs }) => tookMs === undefined);
    const because = [
      ...(all.length === 0 ? ["did not strike"] : []),
      ...(isNever ? ["something that was taken meanwhile was never seen"] : []),
      ...late.map(({ tookMs, storm }) => {
        const others = [...new Set(storm)].filter((other) => other !== id);
        const beside = others.length === 0 ? "" : `, in one storm with ${others.join(", ")}`;
        return `took ${tookMs} ms, not ${recoversInMs}${beside}`;
      }),
      ...failed.map((one) => `could not strike or be undone: ${one.because}`),
    ];
    const isInvalid = isNever || tooLate.length > 0;
    const isUnknown = all.length === 0 || late.length > 0 || failed.length > 0;
    return {
      name: id,
      verdict: isInvalid ? "invalid" : isUnknown ? "unknown" : "valid",
      figures: figures({
        n: all.length,
        slowestMs: Math.max(0, ...all.map(({ tookMs }) => tookMs ?? 0)),
        limitMs: recoversInMs,
        what: does,
      }),
      because,
    };
  };
}

/** All rows have the same columns. */
function figures(known: {
  readonly n: number;
  readonly what: string;
  readonly wrong?: number;
  readonly bound?: string;
  readonly slowestMs?: number;
  readonly limitMs?: number;
}): ProofRow["figures"] {
  const { n, wrong = "", bound = "", slowestMs = "", limitMs = "", what } = known;
  return { n, wrong, bound, slowestMs, limitMs, what };
}

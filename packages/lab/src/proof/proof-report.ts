import type { Verdict } from "../oracle/index.ts";

/** One line of a proof's table: what was tried, and what the oracle says of it. */
export interface ProofRow {
  readonly name: string;
  /** `unknown` is no pass: what should have happened did not, or too little did. */
  readonly verdict: Verdict["verdict"];
  /** What is worth knowing of it, in the order in which it is shown. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** Why it is not valid, in words. */
  readonly because: readonly string[];
}

export interface ProofReport {
  readonly proof: string;
  readonly seed: string;
  readonly startedAt: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly rows: readonly ProofRow[];
  /** Ended by Ctrl-C, or by what kept it from going on: what is missing was not tried. */
  readonly isCutShort: boolean;
}

/** The verdict of many: one that is invalid makes all of it so, and one that is unknown keeps it from being valid. */
export function sumUp(verdicts: readonly Pick<ProofRow, "verdict">[]): ProofRow["verdict"] {
  const has = (wanted: ProofRow["verdict"]) => verdicts.some(({ verdict }) => verdict === wanted);
  if (has("invalid")) return "invalid";
  return has("unknown") || verdicts.length === 0 ? "unknown" : "valid";
}

/** Why these verdicts are not valid: every class of violation by check, then the first examples. */
export function reasonsOf(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts
    .filter(({ verdict }) => verdict !== "valid")
    .flatMap(({ check, verdict, violations, examples }) => {
      const classes = Object.entries(violations).flatMap(([name, n]) =>
        n > 0 ? [`${name} ${n}`] : [],
      );
      const sum = verdict === "unknown" ? "too little happened" : classes.join(", ");
      return [`${check} ${verdict}: ${sum}`, ...examples.map((example) => `  ${example}`)];
    });
}

/** What a check says, where rows tell in words what they found. */
export function verdictRow(verdict: Verdict): ProofRow {
  const figures = Object.entries(verdict.figures).map(([name, n]) => `${name} ${n}`);
  return {
    name: verdict.check,
    verdict: verdict.verdict,
    figures: { n: "", told: figures.join(", ") },
    because: reasonsOf([verdict]),
  };
}

/** A table for people; columns are the figures of the first row. */
export function printProof({ proof, seed, rows, isCutShort }: ProofReport): string {
  const columns = ["name", "verdict", ...Object.keys(rows[0]?.figures ?? {})];
  const cells = [
    columns,
    ...rows.map(({ name, verdict, figures }) => {
      const known: ProofRow["figures"] = { ...figures, name, verdict };
      return columns.map((column) => String(known[column] ?? ""));
    }),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const reasons = rows.flatMap(({ name, because }) =>
    because.length === 0 ? [] : [`\n${name}`, ...because.map((words) => `  ${words}`)],
  );
  const tried = `${rows.length} tried with seed ${seed}`;
  const end = `${proof}: ${sumUp(rows)}, ${tried}${isCutShort ? ", ended before all was tried" : ""}`;
  return [...lines, ...reasons, "", end].join("\n");
}

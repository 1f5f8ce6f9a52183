import { median } from "../summarize.ts";
import type { EmailFigures } from "./measure-email.ts";

/** Storing costs something: half of what reading alone does is what is promised (issue 3). */
const RATIO_WANTED = 0.5;

export interface EmailSummary {
  /** Medians of the rounds, by system. */
  readonly systems: Readonly<Record<string, EmailFigures>>;
  /** Mails per second, circuito : imapflow + mailparser; the median of the rounds' ratios. */
  readonly ratio: number;
  readonly isMet: boolean;
}

export type EmailRound = Readonly<Record<string, EmailFigures>>;

export function summarizeEmail(
  rounds: readonly EmailRound[],
  ours: string,
  plain: string,
): EmailSummary {
  const systems = Object.fromEntries(
    [ours, plain].map((name) => [name, mediansOf(rounds.flatMap((round) => round[name] ?? []))]),
  );
  const ratio = median(
    rounds.map(
      (round) =>
        (round[ours]?.mailsPerSecond ?? Number.NaN) / (round[plain]?.mailsPerSecond ?? Number.NaN),
    ),
  );
  return { systems, ratio, isMet: ratio >= RATIO_WANTED };
}

function mediansOf(figures: readonly EmailFigures[]): EmailFigures {
  const names = Object.keys(figures[0]?.cpuPerThousand ?? {});
  return {
    mailsPerSecond: median(figures.map((one) => one.mailsPerSecond)),
    cpuPerThousand: Object.fromEntries(
      names.map((name) => [
        name,
        median(figures.map((one) => one.cpuPerThousand[name] ?? Number.NaN)),
      ]),
    ),
  };
}

/** A table for a terminal that is also Markdown. */
export function printEmail({ systems, ratio, isMet }: EmailSummary): string {
  const lines = Object.entries(systems).map(([name, { mailsPerSecond, cpuPerThousand }]) => {
    const { all, ...processes } = cpuPerThousand;
    const byProcess = Object.entries(processes).map(([one, used]) => `${one} ${used.toFixed(2)}`);
    const cells = [mailsPerSecond.toFixed(0), all?.toFixed(2) ?? "n/a", byProcess.join(", ")];
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  return [
    "| | mails/s | CPU s/1000 | CPU by process |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
    `${isMet ? "met   " : "missed"}  mails/s, circuito : imapflow + mailparser: ${ratio.toFixed(2)} (wanted ≥ ${RATIO_WANTED})`,
  ].join("\n");
}

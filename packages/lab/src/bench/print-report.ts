import type { FigureSummary, Summary } from "./summarize.ts";

const HEADINGS = [
  "",
  "accepted/s",
  "routed/s",
  "p50 ms",
  "p99 ms",
  "CPU s/1000",
  "load's own",
  "missing",
  "CPU by process",
];

/** The summary as a table for a terminal, and as Markdown: it is both. */
export function printReport(summary: Summary): string {
  const rows = [
    HEADINGS,
    HEADINGS.map(() => "---"),
    [
      "BullMQ no-op, 64 at once",
      "",
      round(summary.noop.processedPerSecond, 0),
      "",
      "",
      round(summary.noop.cpuPerThousand, 2),
      "",
      "",
      "",
    ],
  ];
  for (const [name, { answered, seen, open }] of Object.entries(summary.systems)) {
    rows.push(printRow(`${name}, 64 unseen`, seen));
    rows.push(printRow(`${name}, 64 unanswered`, answered));
    for (const [rate, figures] of Object.entries(open)) {
      rows.push(printRow(`${name}, open ${rate}/s`, figures));
    }
  }
  const ratios = summary.ratios.map(
    ({ what, value, wanted, isMet }) =>
      `${isMet ? "met   " : "missed"}  ${what}: ${round(value, 2)} (wanted ${wanted})`,
  );
  return [...alignColumns(rows), "", ...ratios].join("\n");
}

function printRow(name: string, figures: FigureSummary): string[] {
  const { all, ...processes } = figures.cpuPerThousand;
  return [
    name,
    round(figures.acceptedPerSecond, 0),
    round(figures.routedPerSecond, 0),
    round(figures.p50Ms, 1),
    round(figures.p99Ms, 1),
    all === undefined ? "n/a" : round(all, 2),
    round(figures.loadCpuPerThousand, 2),
    String(figures.missing),
    Object.entries(processes)
      .map(([process, seconds]) => `${process} ${round(seconds, 2)}`)
      .join(", "),
  ];
}

function round(value: number, digits: number): string {
  return value.toFixed(digits);
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      cell === "---" ? "-".repeat(widths[column] ?? 3) : cell.padEnd(widths[column] ?? 0),
    );
    return `| ${cells.join(" | ")} |`;
  });
}

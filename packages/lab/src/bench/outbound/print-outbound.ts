import { median } from "../summarize.ts";
import type { OutboundFigures } from "./measure-outbound.ts";
import type { OutboundRow } from "./run-outbound.ts";

/** The figures as a table for a terminal, and as Markdown: it is both. Medians of the rounds, sums of what is wrong. */
export function printOutbound(rows: readonly OutboundRow[]): string {
  return [
    "| answers | sent/s | written p50 / p99 ms | sent p50 / p99 ms | CPU s/1000 | missing | twice | by process |",
    `${"| --- ".repeat(8)}|`,
    ...rows.map(printRow),
    "",
    ...ratios(rows),
  ].join("\n");
}

function printRow({ system, load, rounds }: OutboundRow): string {
  const of = (figure: (one: OutboundFigures) => number): number => median(rounds.map(figure));
  const sum = (figure: (one: OutboundFigures) => number): number =>
    rounds.reduce((all, one) => all + figure(one), 0);
  const names = Object.keys(rounds[0]?.cpuPerThousand ?? {});
  const cpu = (name: string): string =>
    of(({ cpuPerThousand }) => cpuPerThousand[name] ?? Number.NaN).toFixed(2);
  const cells = [
    `${system}, ${load}`,
    of(({ sentPerSecond }) => sentPerSecond).toFixed(0),
    `${of(({ written }) => written.p50Ms).toFixed(1)} / ${of(({ written }) => written.p99Ms).toFixed(1)}`,
    `${of(({ sent }) => sent.p50Ms).toFixed(1)} / ${of(({ sent }) => sent.p99Ms).toFixed(1)}`,
    names.length === 0 ? "n/a" : cpu("all"),
    String(sum(({ missing }) => missing)),
    String(sum(({ repeated }) => repeated)),
    names.flatMap((name) => (name === "all" ? [] : [`${name} ${cpu(name)}`])).join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Of each load; nothing is promised of them. */
function ratios(rows: readonly OutboundRow[]): string[] {
  const sentOf = (row: OutboundRow): number =>
    median(row.rounds.map(({ sentPerSecond }) => sentPerSecond));
  const cpuOf = (row: OutboundRow): number =>
    median(row.rounds.map(({ cpuPerThousand }) => cpuPerThousand.all ?? Number.NaN));
  return rows.flatMap((ours) => {
    const theirs = rows.find(({ system, load }) => system === "plain" && load === ours.load);
    if (ours.system !== "circuito" || theirs === undefined) return [];
    const sent = (sentOf(ours) / sentOf(theirs)).toFixed(2);
    const cpu = (cpuOf(ours) / cpuOf(theirs)).toFixed(2);
    return [`${ours.load}, circuito : plain: sent/s ${sent}, CPU an answer ${cpu}`];
  });
}

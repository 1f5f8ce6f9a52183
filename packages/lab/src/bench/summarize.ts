import type { Figures } from "./measure.ts";
import { RATES, type Round } from "./run-rounds.ts";

/** One number a figure: the median of the rounds. */
export interface Summary {
  readonly noop: { readonly processedPerSecond: number; readonly cpuPerThousand: number };
  readonly systems: Readonly<Record<string, SystemSummary>>;
  readonly ratios: readonly Ratio[];
}

export interface SystemSummary {
  readonly answered: FigureSummary;
  readonly seen: FigureSummary;
  readonly open: Readonly<Record<number, FigureSummary>>;
}

export interface FigureSummary {
  readonly acceptedPerSecond: number;
  readonly routedPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuPerThousand: Readonly<Record<string, number>>;
  readonly loadCpuPerThousand: number;
  /** Sums over the rounds: one missing message is one too many. */
  readonly missing: number;
  readonly repeated: number;
}

export interface Ratio {
  readonly what: string;
  readonly value: number;
  readonly wanted: string;
  readonly isMet: boolean;
}

export function summarize(rounds: readonly Round[]): Summary {
  const names = Object.keys(rounds[0]?.systems ?? {});
  const systems: Record<string, SystemSummary> = {};
  for (const name of names) {
    const all = rounds.flatMap((round) => round.systems[name] ?? []);
    systems[name] = {
      answered: summarizeFigures(all.map(({ answered }) => answered)),
      seen: summarizeFigures(all.map(({ seen }) => seen)),
      open: Object.fromEntries(
        RATES.map((rate) => [rate, summarizeFigures(all.flatMap(({ open }) => open[rate] ?? []))]),
      ),
    };
  }
  const noop = {
    processedPerSecond: median(rounds.map((round) => round.noop.processedPerSecond)),
    cpuPerThousand: median(rounds.map((round) => round.noop.cpuPerThousand)),
  };
  return { noop, systems, ratios: compare(systems, noop.processedPerSecond) };
}

/** From the webhook to the agent's socket, by messages a second (performance §6). */
const P99_MAX_MS = { 200: 60, 800: 120 } as const;

/** The targets of the first version; the later ones are shown to see how far they are. */
function compare(
  systems: Readonly<Record<string, SystemSummary>>,
  noopPerSecond: number,
): readonly Ratio[] {
  const { circuito, plain } = systems;
  if (!circuito || !plain) return [];
  const routed = circuito.seen.routedPerSecond;
  const p99 = (system: SystemSummary, rate: number): number =>
    system.open[rate]?.p99Ms ?? Number.NaN;
  return [
    atLeast("routed/s with 64 unseen, circuito : plain", routed / plain.seen.routedPerSecond, 3),
    // Here the plain pipeline queues what it accepts: its agents see it when the load is over.
    atLeast(
      "routed/s with 64 unanswered, circuito : plain",
      circuito.answered.routedPerSecond / plain.answered.routedPerSecond,
      3,
    ),
    atMost(
      "p99 of circuito at 200/s : p99 of plain at 100/s",
      p99(circuito, 200) / p99(plain, 100),
      1,
    ),
    // On an otherwise idle machine: elsewhere it says more of the machine than of us.
    ...Object.entries(P99_MAX_MS).map(([rate, maxMs]) =>
      atMost(`p99 ms of circuito at ${rate}/s`, p99(circuito, Number(rate)), maxMs),
    ),
    atLeast("routed/s, circuito : BullMQ no-op", routed / noopPerSecond, 0.6),
    atMost(
      "CPU per message, circuito : plain",
      (circuito.seen.cpuPerThousand.all ?? Number.NaN) /
        (plain.seen.cpuPerThousand.all ?? Number.NaN),
      0.25,
    ),
  ];
}

function atLeast(what: string, value: number, wanted: number): Ratio {
  return { what, value, wanted: `≥ ${wanted}`, isMet: value >= wanted };
}

function atMost(what: string, value: number, wanted: number): Ratio {
  return { what, value, wanted: `≤ ${wanted}`, isMet: value <= wanted };
}

function summarizeFigures(figures: readonly Figures[]): FigureSummary {
  const processes = Object.keys(figures[0]?.cpuPerThousand ?? {});
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    acceptedPerSecond: median(figures.map((one) => one.acceptedPerSecond)),
    routedPerSecond: median(figures.map((one) => one.routedPerSecond)),
    p50Ms: median(figures.map((one) => one.latency.p50Ms)),
    p99Ms: median(figures.map((one) => one.latency.p99Ms)),
    cpuPerThousand: Object.fromEntries(
      processes.map((name) => [
        name,
        median(figures.map((one) => one.cpuPerThousand[name] ?? Number.NaN)),
      ]),
    ),
    loadCpuPerThousand: median(figures.map((one) => one.loadCpuPerThousand)),
    missing: sum(figures.map((one) => one.missing)),
    repeated: sum(figures.map((one) => one.repeated)),
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

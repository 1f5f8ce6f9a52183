import type { Figures } from "../../../packages/lab/src/bench/measure.ts";
import { median } from "../../../packages/lab/src/bench/summarize.ts";

/** How much more or less a message may cost than with the smallest past (performance: flat). */
const SHARE_MAX = 0.15;

export interface Growth {
  readonly load: string;
  /** In the order of sizes; medians of the rounds. */
  readonly sizes: readonly {
    readonly size: number;
    readonly routedPerSecond: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly cpuPerThousand: Readonly<Record<string, number>>;
    /** To the CPU of the smallest; NaN where it cannot be measured. */
    readonly ratio: number;
    readonly isFlat: boolean;
  }[];
  readonly missing: number;
}

/** One row for each load, of what was measured round after round. */
export function growthOf(
  measured: readonly { readonly load: string; readonly size: number; readonly figures: Figures }[],
): readonly Growth[] {
  return [...new Set(measured.map(({ load }) => load))].map((load) => {
    const ofLoad = measured.filter((one) => one.load === load);
    const sizes = [...new Set(ofLoad.map(({ size }) => size))];
    const figuresOf = (size: number) =>
      ofLoad.filter((one) => one.size === size).map(({ figures }) => figures);
    const cpuOf = (size: number, name: string): number =>
      median(figuresOf(size).map(({ cpuPerThousand }) => cpuPerThousand[name] ?? Number.NaN));
    const smallest = cpuOf(Math.min(...sizes), "all");
    return {
      load,
      sizes: sizes.map((size) => {
        const all = figuresOf(size);
        const names = Object.keys(all[0]?.cpuPerThousand ?? {});
        const ratio = cpuOf(size, "all") / smallest;
        return {
          size,
          routedPerSecond: median(all.map((one) => one.routedPerSecond)),
          p50Ms: median(all.map(({ latency }) => latency.p50Ms)),
          p99Ms: median(all.map(({ latency }) => latency.p99Ms)),
          cpuPerThousand: Object.fromEntries(names.map((name) => [name, cpuOf(size, name)])),
          ratio,
          isFlat: Math.abs(ratio - 1) <= SHARE_MAX,
        };
      }),
      missing: ofLoad.reduce((sum, { figures }) => sum + figures.missing, 0),
    };
  });
}

/** The rows as a table for a terminal, and as Markdown: it is both. */
export function printGrowth(growth: readonly Growth[]): string {
  const head =
    "| contacts and messages | routed/s | p50 ms | p99 ms | CPU s/1000 | by process | of the smallest |";
  return growth
    .map(({ load, sizes, missing }) =>
      [
        `${load}, ${missing} missing`,
        head,
        `${"| --- ".repeat(7)}|`,
        ...sizes.map(({ size, routedPerSecond, p50Ms, p99Ms, cpuPerThousand, ratio, isFlat }) => {
          const { all = Number.NaN, ...processes } = cpuPerThousand;
          const by = Object.entries(processes).map(([name, cpu]) => `${name} ${cpu.toFixed(2)}`);
          const cells = [
            routedPerSecond.toFixed(0),
            p50Ms.toFixed(1),
            p99Ms.toFixed(1),
            all.toFixed(2),
          ];
          const verdict = `${ratio.toFixed(2)} ${isFlat ? "met" : "missed"} (wanted 1 ± ${SHARE_MAX})`;
          return `| ${size} | ${cells.join(" | ")} | ${by.join(", ")} | ${verdict} |`;
        }),
        "",
      ].join("\n"),
    )
    .join("\n");
}

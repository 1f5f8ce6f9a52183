import type { ProofRow } from "../proof-report.ts";
import { type GrowthLimit, judgeGrowth, type Point } from "./growth.ts";

const MB = 1_000_000;

/** Of a process, and of how late its loop is. */
const PROCESS_LIMITS = {
  "resident MB": {
    perHourMax: 3,
    noise: 25,
    because: "1 % an hour of the 300 MB that a process has; the heap swings by a young generation",
  },
  "heap MB": {
    perHourMax: 1.5,
    noise: 8,
    because: "with all garbage collected: caches that fill, and requests in hand",
  },
  files: {
    perHourMax: 1,
    noise: 80,
    because:
      "our pool has twenty connections, each of sixteen of the jobs' three; idle ones are closed",
  },
  "late p99 ms": {
    perHourMax: 5,
    noise: 500,
    because: "others share the machine; what grows with what is stored is seen over hours",
  },
} as const satisfies Record<string, GrowthLimit>;

/** What is watched, and how much of it may grow. */
export const SOAK_LIMITS: Readonly<Record<string, GrowthLimit>> = {
  ...named("door", PROCESS_LIMITS),
  ...named("router", PROCESS_LIMITS),
  "database connections": {
    perHourMax: 1,
    noise: 80,
    because: "pools of both processes open them under load, and close them after ten idle seconds",
  },
  "waiting rows": {
    perHourMax: 10,
    noise: 100,
    because: "what is written in some seconds is on its way; a backlog that grows is none",
  },
  "stored kB a message": {
    perHourMax: 1,
    noise: 4,
    because:
      "tables and indexes grow with messages, and not beside them; dead rows wait for vacuum",
  },
};

export const toMegabytes = (bytes: number): number => bytes / MB;

/** Whether a process ended that nobody told to. */
export function ownEndsRow(
  ends: readonly { readonly name: string; readonly words: string }[],
): ProofRow {
  return {
    name: "ended by itself",
    verdict: ends.length === 0 ? "valid" : "invalid",
    figures: { n: ends.length, told: "" },
    because: ends.map(({ name, words }) => `${name} ended, and said last: ${words.trim()}`),
  };
}

/** A row for each figure. */
export function growthRows(series: ReadonlyMap<string, readonly Point[]>): readonly ProofRow[] {
  return Object.entries(SOAK_LIMITS).map(([name, limit]) => {
    const points = series.get(name) ?? [];
    const found = judgeGrowth(points, limit);
    if (found.kind === "too-few") {
      const because = [`${found.points} looks after the warm-up are too few for a slope`];
      return { name, verdict: "unknown", figures: { n: found.points, told: "" }, because };
    }
    const told = `${found.from.toFixed(1)} to ${found.to.toFixed(1)}, ${found.perHour.toFixed(2)} an hour`;
    const allowed = `${limit.perHourMax} an hour and ${limit.noise} are allowed: ${limit.because}`;
    return {
      name,
      verdict: found.kind === "grows" ? "invalid" : "valid",
      figures: { n: points.length, told },
      because: found.kind === "grows" ? [`grows without bound; ${allowed}`] : [],
    };
  });
}

function named(
  process: string,
  limits: Readonly<Record<string, GrowthLimit>>,
): Record<string, GrowthLimit> {
  return Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [`${process}: ${name}`, limit]),
  );
}

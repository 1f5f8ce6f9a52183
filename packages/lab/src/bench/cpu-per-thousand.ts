import { cpuSecondsOf, type WatchedProcess } from "./cpu.ts";

/** CPU seconds that each has used so far; without those of which nobody tells. */
export function readCpu(processes: readonly WatchedProcess[]): ReadonlyMap<string, number> {
  return new Map(
    processes.flatMap((watched) => {
      const seconds = cpuSecondsOf(watched);
      return seconds === undefined ? [] : [[watched.name, seconds] as const];
    }),
  );
}

/** CPU seconds per 1,000 messages, by process and in all; empty where it cannot be measured. */
export function cpuPerThousand(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  messages: number,
): Record<string, number> {
  const figures: Record<string, number> = {};
  let all = 0;
  for (const [name, seconds] of after) {
    const used = ((seconds - (before.get(name) ?? 0)) / messages) * 1_000;
    figures[name] = used;
    all += used;
  }
  return after.size === 0 ? {} : { ...figures, all };
}

import { readdirSync, readFileSync } from "node:fs";

/** `getconf CLK_TCK`: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface WatchedProcess {
  readonly name: string;
  readonly pid: number;
  /** Its children count, too, living or ended: PostgreSQL is one process a connection. */
  readonly isTree: boolean;
}

/** CPU seconds used so far, user and system; `undefined` where /proc does not tell (not Linux). */
export function cpuSecondsOf(watched: WatchedProcess): number | undefined {
  const own = readStat(watched.pid);
  if (!own) return undefined;
  if (!watched.isTree) return own.ticks / TICKS_PER_SECOND;
  let ticks = own.ticks + own.endedChildrenTicks;
  for (const entry of readdirSync("/proc")) {
    const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : undefined;
    if (stat?.parent === watched.pid) ticks += stat.ticks;
  }
  return ticks / TICKS_PER_SECOND;
}

/** @returns `undefined` when there is no such process, or no /proc */
export function parentOf(pid: number): number | undefined {
  return readStat(pid)?.parent;
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly endedChildrenTicks: number;
}

/** proc(5): after the command in parentheses come state (3), ppid (4), … utime (14) to cstime (17). */
function readStat(pid: number): Stat | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    parent: field(4),
    ticks: field(14) + field(15),
    endedChildrenTicks: field(16) + field(17),
  };
}

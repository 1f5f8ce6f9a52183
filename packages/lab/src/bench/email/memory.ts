import { readFileSync } from "node:fs";

/** Most memory that a process ever had resident, in MiB. @throws where /proc does not tell (not Linux) */
export function mostMemoryOf(pid: number): number {
  return kibOf(pid, "VmHWM") / 1_024;
}

/** Resident memory now, in MiB. */
export function memoryOf(pid: number): number {
  return kibOf(pid, "VmRSS") / 1_024;
}

function kibOf(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
  if (kib === undefined) throw new Error(`the system does not tell ${field}`);
  return Number(kib);
}

import { readdirSync, readFileSync } from "node:fs";
import type { GatewayProcess } from "../../gateway/gateway-process.ts";
import type { Sample } from "../../oracle/index.ts";

const RSS = /^VmRSS:\s+(?<kB>\d+) kB$/m;

/** What a process has now. Linux only, as is all that breaks things here. */
export function sampleProcess(name: string, { pid }: GatewayProcess, atMs: number): Sample {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kB = Number(RSS.exec(status)?.groups?.kB);
  if (!Number.isFinite(kB)) throw new Error(`/proc/${pid} does not tell its memory`);
  const files = readdirSync(`/proc/${pid}/fd`).length;
  return { process: name, atMs, rssBytes: kB * 1_024, files };
}

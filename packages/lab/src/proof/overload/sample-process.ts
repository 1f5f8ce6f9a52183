import { readdirSync } from "node:fs";
import { memoryOf } from "../../bench/email/memory.ts";
import type { GatewayProcess } from "../../gateway/gateway-process.ts";
import type { Sample } from "../../oracle/index.ts";

const BYTES_PER_MIB = 1_024 * 1_024;

/** What a process has now. Linux only, as is all that breaks things here. */
export function sampleProcess(name: string, { pid }: GatewayProcess, atMs: number): Sample {
  const files = readdirSync(`/proc/${pid}/fd`).length;
  return { process: name, atMs, rssBytes: memoryOf(pid) * BYTES_PER_MIB, files };
}

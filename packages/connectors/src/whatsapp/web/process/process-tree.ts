import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const PROC = "/proc";
const KB = 1_024;

/** Every process below this one and itself; empty where the machine has no `/proc`. */
export async function processTree(root: number): Promise<readonly number[]> {
  const names = await readdir(PROC).catch(() => []);
  const parents = new Map<number, number>();
  for (const pid of names.filter((name) => /^\d+$/.test(name)).map(Number)) {
    const stat = await readFile(join(PROC, `${pid}`, "stat"), "utf8").catch(() => "");
    // The name in parentheses may hold anything; what follows it does not.
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/**
 * Memory of these processes together, each shared page counted by its share. Pages that many share are
 * counted many times in RSS: three times what the machine really gives (spec §1.6).
 */
export async function memoryOf(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(pids.map(proportionalBytes));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function proportionalBytes(pid: number): Promise<number> {
  const rollup = await readFile(join(PROC, `${pid}`, "smaps_rollup"), "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * KB;
}

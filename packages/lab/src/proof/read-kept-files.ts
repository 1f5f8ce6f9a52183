import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The digests of all files under a folder that are named by the digest of their bytes, wherever they are:
 * how the gateway arranges them is its own affair.
 */
export async function readKeptFiles(folder: string): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (createHash("sha256").update(bytes).digest("hex") === entry.name) kept.add(entry.name);
  }
  return kept;
}

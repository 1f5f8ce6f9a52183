import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BackupReading } from "@circuito/domain";

/** Years of nightly backups; a folder with more is one of something else. */
const ENTRIES_MAX = 10_000;

/** When the newest thing in the folder that the operator named was written; of a file, the file itself. */
export async function newestBackup(path: string | undefined): Promise<BackupReading> {
  if (path === undefined) return { kind: "unknown" };
  const none = { kind: "none", path } as const;
  const own = await stat(path).catch(() => undefined);
  if (!own) return none;
  if (!own.isDirectory()) return { kind: "newest", at: own.mtimeMs };
  const names = await readdir(path).catch(() => []);
  let newest: number | undefined;
  for (const name of names.slice(0, ENTRIES_MAX)) {
    // One that is removed meanwhile was an old one.
    const entry = await stat(join(path, name)).catch(() => undefined);
    if (entry) newest = Math.max(newest ?? 0, entry.mtimeMs);
  }
  return newest === undefined ? none : { kind: "newest", at: newest };
}

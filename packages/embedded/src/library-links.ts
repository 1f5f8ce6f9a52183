import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Makes the symbolic links the npm package of Postgres needs to find its own libraries.
 *
 * npm tarballs hold no links; the package would make them in an install script, and pnpm runs none.
 * Safe to call from several processes at once.
 * @param nativeDir the package's `native` folder
 */
export function linkLibraries(nativeDir: string): void {
  const list = join(nativeDir, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const packageDir = dirname(nativeDir); // the list names files from there: "native/lib/…"
  for (const { source, target } of parseLinks(readFileSync(list, "utf8"))) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function parseLinks(json: string): Link[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new Error("read pg-symlinks.json: not a list");
  return list.map((entry: unknown) => {
    if (typeof entry === "object" && entry !== null && "source" in entry && "target" in entry) {
      const { source, target } = entry;
      if (typeof source === "string" && typeof target === "string") return { source, target };
    }
    throw new Error("read pg-symlinks.json: an entry without source and target");
  });
}

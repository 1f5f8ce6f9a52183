import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const CONSOLE = join(import.meta.dirname, "..");
const SOURCES = [
  join(CONSOLE, "src"),
  join(CONSOLE, "public"),
  join(CONSOLE, "index.html"),
  join(CONSOLE, "vite.config.ts"),
  ...["domain", "protocol", "realtime", "ui"].map((name) =>
    join(CONSOLE, "..", "..", "packages", name, "src"),
  ),
];
const CACHE = join(CONSOLE, "node_modules", ".circuito");

/**
 * The console as it would be shipped, built once for the same sources.
 * @returns folder with `index.html`
 */
export async function buildConsole(): Promise<string> {
  const built = join(CACHE, fingerprint());
  if (existsSync(built)) return built;
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(join(CACHE, "building-"));
  const vite = join(CONSOLE, "node_modules", "vite", "bin", "vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--outDir", fresh, "--emptyOutDir"], {
    cwd: CONSOLE,
    env: { ...process.env, NODE_ENV: "production" },
  });
  try {
    await rename(fresh, built);
  } catch {
    // Another test file was faster with the same sources.
    await rm(fresh, { recursive: true });
  }
  return built;
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesIn).sort()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

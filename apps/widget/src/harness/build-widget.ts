import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** Builds into a folder of its own, so that a gateway serving `dist/` is not disturbed. */
export async function buildWidget(): Promise<string> {
  const root = join(import.meta.dirname, "../..");
  const outDir = await mkdtemp(join(tmpdir(), "circuito-widget-"));
  const vite = dirname(createRequire(join(root, "package.json")).resolve("vite/package.json"));
  await promisify(execFile)(
    process.execPath,
    [join(vite, "bin/vite.js"), "build", "--outDir", outDir, "--logLevel", "warn"],
    // Jest says "test", with which libraries build their larger, talkative selves.
    { cwd: root, env: { ...process.env, NODE_ENV: "production" } },
  );
  return outDir;
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.mjs";
import { runQuiet, TOOLS } from "./run.mjs";
import { step } from "./say.mjs";

/** Inside node_modules: whoever removes that folder removes the stamp, too. */
const STAMP = join(ROOT, "node_modules", ".circuito-installed");

/** What decides the content of node_modules. */
const DECIDING = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"];

/**
 * Installs the packages the lock file names, unless that was done already.
 *
 * @throws when a package cannot be had; pnpm's own words are printed before
 */
export async function installDependencies() {
  const fingerprint = fingerprintOfInstall();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint) return;
  await ensurePnpm();
  await step("installing the packages", async () => {
    const args = ["install", "--frozen-lockfile", "--config.confirm-modules-purge=false"];
    if (!(await runQuiet(process.execPath, [pnpmScript(), ...args]))) {
      throw new Error("the packages could not be installed (see above)");
    }
  });
  writeFileSync(STAMP, fingerprint);
}

/** pnpm itself comes through npm, which is there wherever Node is. */
async function ensurePnpm() {
  const wanted = wantedPnpm();
  if (installedPnpm() === wanted) return;
  await step(`getting pnpm ${wanted}`, async () => {
    const args = ["install", "--prefix", TOOLS, `pnpm@${wanted}`];
    const options = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund"];
    const [command, ...before] = npmCommand();
    if (!(await runQuiet(command, [...before, ...args, ...options]))) {
      throw new Error("pnpm could not be installed with npm (see above)");
    }
  });
}

/** @returns {[string, ...string[]]} */
function npmCommand() {
  // Under `npm start` this is the script of the npm that runs us.
  const script = process.env.npm_execpath;
  return script?.endsWith("npm-cli.js") ? [process.execPath, script] : ["npm"];
}

function pnpmScript() {
  return join(TOOLS, "node_modules", "pnpm", "bin", "pnpm.cjs");
}

function wantedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return /** @type {string} */ (packageManager).replace(/^pnpm@/, "").replace(/\+.*$/, "");
}

function installedPnpm() {
  const manifest = join(TOOLS, "node_modules", "pnpm", "package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
}

function fingerprintOfInstall() {
  const hash = createHash("sha256");
  for (const file of DECIDING) hash.update(readFileSync(join(ROOT, file)));
  // Some packages bring another binary for each of these.
  hash.update([process.platform, process.arch, process.versions.modules].join());
  return hash.digest("hex");
}

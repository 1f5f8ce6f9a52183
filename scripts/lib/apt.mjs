import { existsSync } from "node:fs";
import { runQuiet, toolEnvironment } from "./run.mjs";
import { say } from "./say.mjs";

/** Another apt may be at work on a new machine; five minutes is what its first upgrade takes. */
const OPTIONS = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"];

export function canUseApt() {
  return process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/**
 * Installs Debian packages, after one line that names them.
 *
 * @param {string[]} packages
 * @param {string} why
 * @returns {Promise<boolean>} whether they are there now
 */
export async function aptInstall(packages, why) {
  say(`apt-get install ${packages.join(" ")} (${why})`);
  const env = { ...toolEnvironment(), DEBIAN_FRONTEND: "noninteractive" };
  await runQuiet("apt-get", [...OPTIONS, "-qq", "update"], env);
  return runQuiet(
    "apt-get",
    [...OPTIONS, "-qq", "install", "-y", "--no-install-recommends", ...packages],
    env,
  );
}

import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ROOT } from "./root.mjs";
import { runQuiet } from "./run.mjs";
import { step } from "./say.mjs";

/** Two compilers at once fill two cores; more than four only compete for memory. */
const CONCURRENCY_MIN = 2;
const CONCURRENCY_MAX = 4;

/**
 * Builds what changed since the last time.
 *
 * @returns {Promise<boolean>} whether everything could be built; errors are printed
 */
export function build() {
  const wanted = Math.min(Math.max(availableParallelism(), CONCURRENCY_MIN), CONCURRENCY_MAX);
  const turbo = join(ROOT, "node_modules", "turbo", "bin", "turbo");
  const args = ["run", "build", `--concurrency=${wanted}`, "--output-logs=errors-only"];
  return step("building", () => runQuiet(process.execPath, [turbo, ...args]));
}

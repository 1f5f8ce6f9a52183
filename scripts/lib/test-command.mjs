import { join } from "node:path";
import { build } from "./build.mjs";
import { installDependencies } from "./dependencies.mjs";
import { runJest } from "./jest.mjs";
import { ROOT } from "./root.mjs";
import { runLoud } from "./run.mjs";
import { say, step } from "./say.mjs";
import { installTestNeeds } from "./test-needs.mjs";

/**
 * Installs, builds, lints, checks the types, runs the tests, and ends with one line of figures.
 *
 * @param {string[]} args for Jest; with any, only Jest runs after the build
 */
export async function test(args) {
  let figures = { passed: 0, failed: 1, skipped: 0 };
  try {
    await installDependencies();
    await installTestNeeds();
    const failedChecks = args.length === 0 ? await runChecks() : await countFailed([build]);
    const jest = await runJest(args);
    figures = { ...jest, failed: jest.failed + failedChecks };
    if (figures.passed === 0) say("no test passed");
    if (failedChecks > 0) say(`failed checks, counted below: ${failedChecks}`);
  } catch (error) {
    console.error(`circuito: ${error instanceof Error ? error.message : error}`);
  }
  const { passed, failed, skipped } = figures;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function runChecks() {
  return countFailed([build, lint, checkTypes]);
}

/**
 * @param {Array<() => Promise<boolean>>} checks
 * @returns {Promise<number>} how many failed; a failure stops none of the others
 */
async function countFailed(checks) {
  let failed = 0;
  for (const check of checks) if (!(await check())) failed += 1;
  return failed;
}

function lint() {
  return step("checking format and lint", async () => {
    const biome = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
    return (await runLoud(process.execPath, [biome, "check", "--error-on-warnings", "."])) === 0;
  });
}

function checkTypes() {
  return step("checking the types", async () => (await runLoud("pnpm", ["typecheck"])) === 0);
}

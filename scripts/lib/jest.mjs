import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./root.mjs";
import { runLoud } from "./run.mjs";

const REPORT = join(ROOT, ".circuito", "test-report.json");

/** Of each process: tests hold real servers' data, and small machines run them, too. */
const HEAP_MEGABYTES_MAX = 1536;
/** A worker beyond this is replaced between two files. */
const IDLE_WORKER_MEMORY_MAX = "600MB";
/** What two cores carry beside PostgreSQL, Redis and a browser. */
const WORKERS_MAX = 2;

/** @typedef {{ passed: number, failed: number, skipped: number }} Figures */

/**
 * Runs Jest.
 *
 * @param {string[]} args for Jest, such as a path
 * @returns {Promise<Figures>} a file that could not be run counts as one failure
 */
export async function runJest(args) {
  mkdirSync(dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const code = await runLoud(process.execPath, [
    `--max-old-space-size=${HEAP_MEGABYTES_MAX}`,
    join(ROOT, "node_modules", "jest", "bin", "jest.js"),
    `--maxWorkers=${WORKERS_MAX}`,
    `--workerIdleMemoryLimit=${IDLE_WORKER_MEMORY_MAX}`,
    "--json",
    `--outputFile=${REPORT}`,
    ...args,
  ]);
  if (!existsSync(REPORT)) return { passed: 0, failed: 1, skipped: 0 };
  return readFigures(readFileSync(REPORT, "utf8"), code);
}

/**
 * @param {string} json Jest's report
 * @param {number} code Jest's exit code: what it calls a failure is one, whatever the figures say
 * @returns {Figures}
 */
export function readFigures(json, code) {
  const report = JSON.parse(json);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (code !== 0 || !report.success) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

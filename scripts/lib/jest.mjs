import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { failuresOf } from "./failures.mjs";
import { figuresOfBoth, filesOutOfTime } from "./out-of-time.mjs";
import { ROOT } from "./root.mjs";
import { runLoud } from "./run.mjs";
import { say } from "./say.mjs";

const REPORT = join(ROOT, ".circuito", "test-report.json");

/** Of each process: tests hold real servers' data, and small machines run them, too. */
const HEAP_MEGABYTES_MAX = 1536;
/** A worker beyond this is replaced between two files. */
const IDLE_WORKER_MEMORY_MAX = "600MB";
/** What two cores carry beside PostgreSQL, Redis and a browser. */
const WORKERS_MAX = 2;

/** @typedef {{ passed: number, failed: number, skipped: number }} Figures */

/**
 * Runs Jest. Of the whole, what failed for want of time alone is run once more, one file at a time, and
 * named; what was found wrong is not.
 *
 * @param {string[]} args for Jest, such as a path
 * @returns {Promise<Figures>} a file that could not be run counts as one failure
 */
export async function runJest(args) {
  const first = await runOnce(`--maxWorkers=${WORKERS_MAX}`, args);
  if (first === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const late = args.length === 0 ? filesOutOfTime(first.report, ROOT) : [];
  if (late.length === 0) {
    tellFailures(first.report);
    return readFigures(first.json, first.code);
  }
  say(`out of time, run once more by themselves: ${late.join(", ")}`);
  const second = await runOnce("--maxWorkers=1", late);
  tellFailures((second ?? first).report);
  if (second === undefined) return readFigures(first.json, first.code);
  const { figures, cameLate } = figuresOfBoth(
    readFigures(first.json, first.code),
    first.report,
    readFigures(second.json, second.code),
  );
  if (figures.failed === 0) for (const name of cameLate) say(`passed at the second run: ${name}`);
  return figures;
}

/** @param {import("./out-of-time.mjs").Report} report */
function tellFailures(report) {
  for (const line of failuresOf(report, ROOT)) say(`failed: ${line}`);
}

/**
 * @param {string} workers
 * @param {string[]} args
 * @returns {Promise<{ report: import("./out-of-time.mjs").Report, json: string, code: number } | undefined>}
 */
async function runOnce(workers, args) {
  mkdirSync(dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const code = await runLoud(process.execPath, [
    `--max-old-space-size=${HEAP_MEGABYTES_MAX}`,
    join(ROOT, "node_modules", "jest", "bin", "jest.js"),
    workers,
    `--workerIdleMemoryLimit=${IDLE_WORKER_MEMORY_MAX}`,
    "--json",
    `--outputFile=${REPORT}`,
    ...args,
  ]);
  if (!existsSync(REPORT)) return undefined;
  const json = readFileSync(REPORT, "utf8");
  return { report: JSON.parse(json), json, code };
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

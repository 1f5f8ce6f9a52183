import { relative } from "node:path";

/**
 * What does not come to it within its time, browsers above all, says little of us and much of the machine:
 * two cores carry PostgreSQL, Redis and two of them. Once more, alone, tells the one from the other. Whatever
 * was seen and is wrong stays wrong: it never has a second run.
 */

/** Playwright's words, which our own waits use as well, Jest's, and those of `toCostAtMost`. */
const OUT_OF_TIME =
  /Timeout \d+ms exceeded|Exceeded timeout of \d+ ms|\d+ ms of CPU time are allowed/;
const HOOK_OUT_OF_TIME = /Exceeded timeout of \d+ ms for a hook/;

/** More at once are no accident. There are nearly six hundred files. */
const FILES_AGAIN_MAX = 8;

/**
 * @typedef {{ fullName: string, status: string, failureMessages: string[] }} Outcome
 * @typedef {{ name: string, status: string, message: string, assertionResults: Outcome[] }} FileResult
 * @typedef {{ testResults: FileResult[] }} Report Jest's, as far as it is read here
 * @typedef {import("./jest.mjs").Figures} Figures
 */

/**
 * @param {Report} report
 * @param {string} root what names are told from
 * @returns {string[]} files to run again: all that failed, if each of their failures is a time that ran out;
 *   none if one is anything else, or if there are many
 */
export function filesOutOfTime({ testResults }, root) {
  const failed = testResults.filter(({ status }) => status === "failed");
  if (failed.length > FILES_AGAIN_MAX || !failed.every(isOutOfTime)) return [];
  return failed.map(({ name }) => relative(root, name));
}

/** @param {FileResult} file */
function isOutOfTime({ assertionResults, message }) {
  const failures = assertionResults.filter(({ status }) => status === "failed");
  // Without any, what is done after all of them was late, or the file could not be run.
  if (failures.length === 0) return assertionResults.length > 0 && HOOK_OUT_OF_TIME.test(message);
  return failures.every((test) => test.failureMessages.every(isTimeOut));
}

/** @param {string} message its first line says what happened; the rest says where */
function isTimeOut(message) {
  return OUT_OF_TIME.test(message.split("\n", 1)[0] ?? "");
}

/**
 * @param {Figures} first of the whole run
 * @param {Report} report of the whole run
 * @param {Figures} second of the files that were run again, which had been all that failed
 * @returns {{ figures: Figures, cameLate: string[] }} each test counted once, and those that needed two runs
 */
export function figuresOfBoth(first, { testResults }, second) {
  const again = testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ assertionResults }) => assertionResults);
  /** @param {string[]} statuses */
  const count = (...statuses) => again.filter(({ status }) => statuses.includes(status)).length;
  return {
    figures: {
      passed: first.passed - count("passed") + second.passed,
      failed: second.failed,
      skipped: first.skipped - count("pending", "todo") + second.skipped,
    },
    cameLate: again.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  };
}

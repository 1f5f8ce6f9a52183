import { relative } from "node:path";

/** More than these are not read one by one. */
const LINES_MAX = 40;

/** Jest draws in colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const COLOURS = /\u001b\[[\d;]*m/g;

/**
 * What failed, at the end of a run's output: where a log is cut, its end is what is left.
 *
 * @param {import("./out-of-time.mjs").Report} report Jest's, as far as it is read here
 * @param {string} root what names are told from
 * @returns {string[]} a line for each test that failed, and for each file that could not be run or ended
 *   badly: where, what, and the first thing that was said of it
 */
export function failuresOf({ testResults }, root) {
  const lines = testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(root, name);
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) return [`${file}: ${firstLine(message)}`];
      return failed.map(
        ({ fullName, failureMessages }) =>
          `${file}: ${fullName}: ${firstLine(failureMessages[0] ?? "")}`,
      );
    });
  if (lines.length <= LINES_MAX) return lines;
  return [...lines.slice(0, LINES_MAX), `and ${lines.length - LINES_MAX} more`];
}

/** @param {string} message */
function firstLine(message) {
  const lines = message.replaceAll(COLOURS, "").split("\n");
  return lines.find((line) => line.trim() !== "")?.trim() ?? "no word of it";
}

const { relative } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * Where the tests are that take longest, the slowest first. One that is begun last is waited for by
 * itself, with the other processor idle.
 */
const SLOW = [
  /^tests\/console\/screens/,
  /^(apps\/console\/journeys|packages\/ui\/catalogue|tests\/console)\//,
  /^(tests|apps\/gateway\/src\/start|packages\/embedded)\//,
];

/** Jest knows how long each took here the last time; on a new machine it would go by their size alone. */
module.exports = class SlowestFirst extends Sequencer {
  /**
   * @param {import("@jest/test-result").Test[]} tests
   */
  sort(tests) {
    const sorted = [...super.sort(tests)];
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
};

/** @param {import("@jest/test-result").Test} test */
function rank({ path, context }) {
  const at = SLOW.findIndex((place) => place.test(relative(context.config.rootDir, path)));
  return at === -1 ? SLOW.length : at;
}

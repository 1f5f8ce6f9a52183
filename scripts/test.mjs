// npm test: from a fresh clone to the figures of all tests. No dependency until the install is done.
import "./lib/require-node.mjs";

import("./lib/test-command.mjs").then(({ test }) => test(process.argv.slice(2)));

// npm start: from a fresh clone to a running gateway. No dependency until the install is done.
import "./lib/require-node.mjs";

import("./lib/start-command.mjs").then(({ start }) => start(process.argv.slice(2)));

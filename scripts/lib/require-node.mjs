// Runs on any Node that knows modules: it has to, in order to say what is wrong with an old one.
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const wanted = manifest.engines.node.replace(">=", "");

/** @param {string} version */
function order(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1000 + minor;
}

if (order(process.versions.node) < order(wanted)) {
  console.error(
    `Circuito needs Node ${wanted} or newer, and this is ${process.versions.node}. ` +
      "Get one from https://nodejs.org or with your version manager, then try again.",
  );
  process.exit(1);
}

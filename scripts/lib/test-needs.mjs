import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall, canUseApt } from "./apt.mjs";
import { chromiumRuns, npmChromium, systemChromium } from "./chromium.mjs";
import { ROOT } from "./root.mjs";
import { say } from "./say.mjs";

/** They run their own on free ports; the packages may also start one where it usually listens. */
const WHY_SERVERS = "the tests run their own on free ports; Debian may also start one as a service";

/**
 * Makes sure that the tests find a Redis, a mail server and a browser, as far as this machine
 * allows. What stays missing is said by the tests' own set-up, which skips, or fails with CI=true.
 */
export async function installTestNeeds() {
  const packages = [...missingRedis(), ...missingDovecot()];
  if (packages.length > 0 && canUseApt()) await aptInstall(packages, WHY_SERVERS);
  await ensureBrowser();
}

function missingRedis() {
  if (process.env.TEST_REDIS_URL) return [];
  return isOnPath("redis-server") || isOnPath("valkey-server") ? [] : ["redis-server"];
}

function missingDovecot() {
  if (isOnPath("dovecot") || existsSync("/usr/sbin/dovecot")) return [];
  return ["dovecot-imapd", "dovecot-lmtpd", "openssl"];
}

async function ensureBrowser() {
  if (process.env.TEST_CHROMIUM_PATH || systemChromium() !== undefined) return;
  const own = await npmChromium(ROOT);
  if (own !== undefined && chromiumRuns(own)) {
    say("using the Chromium inside the npm package @sparticuz/chromium");
    return;
  }
  if (canUseApt()) await aptInstall(["chromium"], "no browser on this machine runs");
}

/** @param {string} name */
function isOnPath(name) {
  return (process.env.PATH ?? "").split(delimiter).some((at) => existsSync(join(at, name)));
}

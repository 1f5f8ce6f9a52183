import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall, canUseApt } from "./apt.mjs";
import { chromiumRuns, npmChromium, systemChromium } from "./chromium.mjs";
import { ROOT } from "./root.mjs";
import { say } from "./say.mjs";

/**
 * Makes sure that the tests find a Redis, a mail server and a browser, as far as this machine allows. What stays
 * missing is said by the tests' own set-up, which skips, or fails with CI=true.
 */
export async function installTestNeeds() {
  await ensureRedis();
  await ensureDovecot();
  await ensureBrowser();
}

async function ensureRedis() {
  if (process.env.TEST_REDIS_URL) return;
  if (isOnPath("redis-server") || isOnPath("valkey-server")) return;
  if (canUseApt()) {
    const why = "the tests run their own on a free port; Debian may also start one on 6379";
    await aptInstall(["redis-server"], why);
  }
}

async function ensureDovecot() {
  if (isOnPath("dovecot") || existsSync("/usr/sbin/dovecot")) return;
  if (canUseApt()) {
    const why = "the tests run their own on free ports; Debian may also start one on 143";
    await aptInstall(["dovecot-imapd", "dovecot-lmtpd", "openssl"], why);
  }
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

import { join } from "node:path";
import { startPostgres } from "../../packages/embedded/src/index.ts";
import { findChromium } from "../../scripts/lib/chromium.mjs";
import { makeRunFolder, quickParent, removeRunFolder, sweepRunFolders } from "./run-folder.ts";
import { startRedis } from "./start-redis.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Ends of the process that Jest's own teardown does not see: Ctrl-C, a closed terminal, kill. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface TestServers {
  readonly stop: () => Promise<void>;
}

declare global {
  /** Handed from Jest's set-up to its teardown, which are two modules of one process. */
  var circuitoTestServers: TestServers | undefined;
}

/**
 * Starts what the tests need and tells them where it is, through TEST_DATABASE_URL, TEST_REDIS_URL
 * and TEST_CHROMIUM_PATH. What is set already is used and not started. Runs side by side do not
 * meet: each has its own folder, which is also their TMPDIR, and free ports.
 *
 * @throws with CI=true when something is missing; elsewhere its tests are skipped, with a sentence
 */
export async function startServers(): Promise<TestServers> {
  sweepRunFolders();
  const folder = makeRunFolder(quickParent());
  // What tests and their programs leave for a moment: it goes with the run.
  process.env.TMPDIR = folder;
  const onExit = (): void => removeRunFolder(folder);
  process.once("exit", onExit);
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => process.exit(code));
  }

  const database = startDatabase(folder);
  const redis = process.env.TEST_REDIS_URL ?? startRedis(join(folder, "redis"));
  const chromium = process.env.TEST_CHROMIUM_PATH ?? findChromium(ROOT);
  // Wait for all before any may fail: a server that starts after the clean-up would stay.
  await Promise.allSettled([database, redis, chromium]);
  process.env.TEST_DATABASE_URL = (await database).url;
  provide("TEST_REDIS_URL", await redis, "Redis: install redis-server, or set TEST_REDIS_URL");
  provide("TEST_CHROMIUM_PATH", await chromium, "a browser: install Chromium, or set CHROME_PATH");

  return {
    stop: async () => {
      await (await database).stop();
      process.off("exit", onExit);
      removeRunFolder(folder);
    },
  };
}

interface Database {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startDatabase(folder: string): Promise<Database> {
  const url = process.env.TEST_DATABASE_URL;
  if (url !== undefined) return { url, stop: async () => undefined };
  const dataDir = join(folder, "postgres");
  return startPostgres({ dataDir, durable: false, log: () => undefined });
}

function provide(name: string, value: string | undefined, missing: string): void {
  if (value !== undefined) process.env[name] = value;
  else if (process.env.CI === "true") throw new Error(`the tests need ${missing}`);
  else process.stderr.write(`skipping the tests that need ${missing}\n`);
}

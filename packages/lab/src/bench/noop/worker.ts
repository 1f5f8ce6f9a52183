import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { monotonicNs } from "../../journal.ts";
import { readConfig, tellParent } from "../child.ts";
import { NOOP_QUEUE, noopConfig, PROCESSED_AT_ONCE } from "./config.ts";

/** Processes jobs by doing nothing, and says how many it had when asked. */
const config = readConfig(noopConfig);
let count = 0;
let lastNs = 0;
// Blocking commands of a worker must be retried for ever: BullMQ insists on it.
const connection = new Redis(config.redisUrl, { maxRetriesPerRequest: null });
const worker = new Worker(NOOP_QUEUE, async () => undefined, {
  connection,
  concurrency: PROCESSED_AT_ONCE,
});
worker.on("completed", () => {
  count++;
  lastNs = monotonicNs();
});
worker.on("error", (error) => process.stderr.write(`no-op worker: ${error.message}\n`));
await worker.waitUntilReady();

process.on("message", () => tellParent({ kind: "processed", count, lastNs }));
tellParent({ kind: "ready" });

import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { monotonicNs } from "../../journal.ts";
import { readConfig, tellParent } from "../child.ts";
import { ADDITIONS_AT_ONCE, goCommand, NOOP_QUEUE, noopConfig } from "./config.ts";

/** Adds empty jobs for as long as it is told, a fixed number at once. */
const config = readConfig(noopConfig);
const queue = new Queue(NOOP_QUEUE, { connection: new Redis(config.redisUrl) });
await queue.waitUntilReady();

process.on("message", async (message) => {
  const { forMs } = goCommand.parse(message);
  const startedNs = monotonicNs();
  const stopAtNs = startedNs + forMs * 1e6;
  let count = 0;
  const lane = async (): Promise<void> => {
    while (monotonicNs() < stopAtNs) {
      await queue.add("noop", { n: count++ }, { removeOnComplete: true });
    }
  };
  await Promise.all(Array.from({ length: ADDITIONS_AT_ONCE }, lane));
  tellParent({ kind: "added", count, startedNs, endedNs: monotonicNs() });
});
tellParent({ kind: "ready" });

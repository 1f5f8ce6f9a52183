import { unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Vitals, vitalsSocket, WHOLE } from "./vitals.ts";

/** Node's timers are no finer; what is later by less is nobody's concern. */
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;
/** What the first collection frees (by finalizers, weak references), the next finds. */
const COLLECTIONS = 3;

/** Tells whoever asks at a socket in this folder how much memory this process has and how late its loop is. */
export function tellVitals(folder: string): void {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const late = (ns: number): number => Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);

  const look = (): Vitals => {
    const { rss, heapUsed, external } = process.memoryUsage();
    const told = {
      rssBytes: rss,
      heapBytes: heapUsed,
      externalBytes: external,
      delayP50Ms: late(delay.percentile(50)),
      delayP99Ms: late(delay.percentile(99)),
      delayMaxMs: late(delay.max),
    };
    delay.reset();
    return told;
  };
  const collectAll = async (): Promise<void> => {
    for (let i = 0; i < COLLECTIONS; i++) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const path = vitalsSocket(folder, process.pid);
  const server = createServer((socket) => {
    // Whoever asked is gone.
    socket.on("error", () => {});
    socket.once("data", async (asked) => {
      if (asked.toString() === WHOLE) await collectAll();
      socket.end(JSON.stringify(look()));
    });
  });
  server.listen(path);
  // It keeps no process alive.
  server.unref();
  process.once("exit", () => {
    try {
      unlinkSync(path);
    } catch {
      // It is removed with its folder.
    }
  });
}

import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

/** Where a process leaves what it holds, the same for it and for us. */
const FOLDER = tmpdir();
const pathOf = (pid: number): string => join(FOLDER, `circuito-held-${pid}.json`);

/**
 * Makes a Node process collect its garbage when it is told to (`SIGUSR2`), and say what it holds then: what
 * lies about until the next collection is several times what a thousand sockets hold.
 */
export const COLLECT_ON_SIGNAL = [
  "--import",
  `data:text/javascript,${encodeURIComponent(`
    import { renameSync, writeFileSync } from "node:fs";
    import v8 from "node:v8";
    import vm from "node:vm";
    v8.setFlagsFromString("--expose-gc");
    const collect = vm.runInNewContext("gc");
    process.on("SIGUSR2", () => {
      collect();
      collect();
      const path = ${JSON.stringify(FOLDER)} + "/circuito-held-" + process.pid + ".json";
      writeFileSync(path + ".new", JSON.stringify(process.memoryUsage()));
      renameSync(path + ".new", path);
    });`)}`,
] as const;

const usage = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });

export interface Held {
  /** V8's heap, and buffers outside of it. */
  readonly heapBytes: number;
  readonly residentBytes: number;
}

/** What has just been closed or opened is settled by then: presence, closing handshakes. */
const SETTLED_AFTER_MS = 2_000;
const LOOK_EVERY_MS = 20;
/** A full collection of some hundred megabytes, on a busy machine. */
const PATIENCE_MS = 30_000;

/** What a process that was started with {@link COLLECT_ON_SIGNAL} holds. */
export async function heldBy(pid: number): Promise<Held> {
  await pause(SETTLED_AFTER_MS);
  await rm(pathOf(pid), { force: true });
  process.kill(pid, "SIGUSR2");
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const said = await readFile(pathOf(pid), "utf8").catch(() => undefined);
    if (said !== undefined) {
      await rm(pathOf(pid));
      const { rss, heapUsed, external } = usage.parse(JSON.parse(said));
      return { heapBytes: heapUsed + external, residentBytes: rss };
    }
    if (performance.now() > endsAt) throw new Error(`process ${pid} does not say what it holds`);
    await pause(LOOK_EVERY_MS);
  }
}

import { extname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { MediaStore } from "@circuito/store";
import type { SoundWords } from "./sound-worker.ts";

/** A recording of an hour takes a twentieth of it; what takes longer was made to. */
const READ_TIMEOUT_MS = 5_000;
/** A crowded machine takes seconds to start a thread, which says nothing of the file. */
const START_TIMEOUT_MS = 30_000;
const HEAP_MAX_MB = 128;
/** Voice messages come in conversations: the next one finds the thread that read the last. */
const IDLE_MS = 10_000;

export interface SoundMeter {
  /**
   * How long a stored recording is. Asks of one file after the other, so that few of them are in memory.
   * @returns `undefined` for what is no sound, has no length, or would take too much to measure
   */
  lengthMs(file: {
    readonly sha256: string;
    readonly mimeType: string;
  }): Promise<number | undefined>;
}

/**
 * Measures recordings in a thread of its own: a file that takes too long or too much memory costs the thread,
 * never the process, and has no length.
 */
export function createSoundMeter(
  media: Pick<MediaStore, "open">,
  readTimeoutMs = READ_TIMEOUT_MS,
): SoundMeter {
  let last: Promise<unknown> = Promise.resolve();
  let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | undefined;

  function takeThread(): { readonly worker: Worker; readonly isNew: boolean } {
    if (idle === undefined) {
      // Its exit says the same, to whoever waits for it.
      return { worker: startWorker().on("error", () => undefined), isNew: true };
    }
    const { worker, timer } = idle;
    idle = undefined;
    clearTimeout(timer);
    worker.ref();
    return { worker, isNew: false };
  }

  function keepThread(worker: Worker): void {
    const end = () => {
      idle = undefined;
      void worker.terminate();
    };
    // Neither it nor its end keeps the process alive.
    worker.unref();
    idle = { worker, timer: setTimeout(end, IDLE_MS).unref() };
  }

  async function measure(sha256: string): Promise<number | undefined> {
    const bytes = await buffer(await media.open(sha256));
    const { worker, isNew } = takeThread();
    const said = await ask(worker, bytes, { isNew, readTimeoutMs });
    if (said === undefined) {
      await worker.terminate();
      return undefined;
    }
    keepThread(worker);
    return said.lengthMs;
  }

  return {
    async lengthMs({ sha256, mimeType }) {
      if (!mimeType.startsWith("audio/")) return undefined;
      const mine = last.then(() => measure(sha256)).catch(() => undefined);
      last = mine;
      return await mine;
    },
  };
}

/** @returns `undefined` if the thread is of no more use */
async function ask(
  worker: Worker,
  bytes: Uint8Array,
  { isNew, readTimeoutMs }: { readonly isNew: boolean; readonly readTimeoutMs: number },
): Promise<{ readonly lengthMs: number | undefined } | undefined> {
  return await new Promise((resolve) => {
    const end = (said?: { readonly lengthMs: number | undefined }) => {
      clearTimeout(timer);
      worker.off("message", listen).off("exit", giveUp);
      resolve(said);
    };
    const giveUp = () => end();
    const give = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, readTimeoutMs);
      worker.postMessage(bytes);
    };
    const listen = (said: SoundWords) => (said.kind === "begun" ? give() : end(said));
    let timer = setTimeout(giveUp, START_TIMEOUT_MS);
    worker.on("message", listen).on("exit", giveUp);
    if (!isNew) give();
  });
}

function startWorker(): Worker {
  const options = { resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB } };
  if (extname(import.meta.filename) === ".js") {
    return new Worker(join(import.meta.dirname, "sound-worker.js"), options);
  }
  // Run from the sources: a thread does not inherit its parent's loader, so it begins by loading one.
  const entry = pathToFileURL(join(import.meta.dirname, "sound-worker.ts")).href;
  const code = `import("tsx/esm/api").then((tsx) => { tsx.register(); return import("${entry}"); })`;
  return new Worker(code, {
    ...options,
    eval: true,
    execArgv: ["--conditions=@circuito/source"],
  });
}

import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { IcsReading, IcsWindow } from "./ics-events.ts";
import type { IcsWords } from "./ics-worker.ts";

/** Large files take a tenth of it; what takes longer was made to. */
const READ_TIMEOUT_MS = 5_000;
/** A crowded machine takes seconds to start a thread, which says nothing of the file. */
const START_TIMEOUT_MS = 30_000;
const HEAP_MAX_MB = 128;

/** Reads an iCalendar file in a thread of its own, which is ended when it takes too much. */
export async function readIcs(text: string, window: IcsWindow): Promise<IcsReading> {
  const worker = startWorker({ text, window });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<IcsReading>((resolve) => {
      const giveUp = () =>
        resolve({ kind: "refused", because: "too-slow", message: "reading it takes too long" });
      timer = setTimeout(giveUp, START_TIMEOUT_MS);
      worker.on("message", (said: IcsWords) => {
        if (said.kind !== "begun") return resolve(said);
        clearTimeout(timer);
        timer = setTimeout(giveUp, READ_TIMEOUT_MS);
      });
      worker.once("error", giveUp);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function startWorker(workerData: { readonly text: string; readonly window: IcsWindow }): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB } };
  if (extname(import.meta.filename) === ".js") {
    return new Worker(join(import.meta.dirname, "ics-worker.js"), options);
  }
  // Run from the sources: a thread does not inherit its parent's loader, so it begins by loading one.
  const entry = pathToFileURL(join(import.meta.dirname, "ics-worker.ts")).href;
  const code = `import("tsx/esm/api").then((tsx) => { tsx.register(); return import("${entry}"); })`;
  return new Worker(code, {
    ...options,
    eval: true,
    execArgv: ["--conditions=@circuito/source"],
  });
}

import { parentPort } from "node:worker_threads";
import { type ParseTask, runParseTask } from "./parse-task.ts";

if (!parentPort) throw new Error("the parse worker runs in a worker thread only");
const port = parentPort;

/** Said once, so that start-up is not counted as parsing. */
port.postMessage({ ready: true });
port.on("message", async (task: ParseTask) => {
  // A defect of ours must not look like a broken mail: it travels as itself, and is thrown again.
  const answer = await runParseTask(task).then(
    (result) => ({ result }),
    (error: unknown) => ({ defect: error instanceof Error ? (error.stack ?? error.message) : "" }),
  );
  port.postMessage(answer);
});

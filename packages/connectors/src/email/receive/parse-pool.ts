import { availableParallelism } from "node:os";
import { ParseWorkers } from "../parse/parse-workers.ts";

/** Two threads keep up with any mailbox; more would take the machine from those who route and send. */
const THREADS_MAX = 2;

let shared: ParseWorkers | undefined;
let users = 0;

/** The threads that all inboxes of this process share: two hundred mailboxes have no thread each. */
export function joinParsePool(now: () => number): {
  readonly workers: ParseWorkers;
  /** The last to leave ends the threads. */
  leave(): Promise<void>;
} {
  shared ??= new ParseWorkers({ size: Math.min(THREADS_MAX, availableParallelism()), now });
  users += 1;
  const workers = shared;
  let left = false;
  return {
    workers,
    async leave() {
      if (left) return;
      left = true;
      users -= 1;
      if (users > 0) return;
      shared = undefined;
      await workers[Symbol.asyncDispose]();
    },
  };
}

import { sentenceOf } from "../log/describe-error.ts";
import type { Log } from "../log/log.ts";
import type { Unwind } from "./unwind.ts";

/**
 * How long stopping may take: 5 s for requests in hand, 9 s for a provider's answer to a message in
 * hand, 10 s for connectors, 5 s for jobs and the database. Together 29 s; six more for a busy
 * machine. Containers are given 40 s (compose), so this comes first and says what hangs.
 */
export const STOP_TIMEOUT_MS = 35_000;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Life {
  /** Stops everything and lets the process go; for a start that failed. */
  end(): Promise<void>;
  /** Stops everything and ends with a code that says it went wrong, so that a supervisor starts it again. */
  fail(because: string): void;
}

/**
 * Ties what is started to its process: signals, a parent that goes away, a log that nobody reads and
 * unforeseen errors stop it in order. The process then ends by itself, because nothing is left that
 * keeps it alive; only a stop that hangs, or a second Ctrl-C, ends it by force.
 */
export function tieToProcess(log: Log, unwind: Unwind): Life {
  let stopping: Promise<void> | undefined;

  function stop(because: string, exitCode: number): Promise<void> {
    if (exitCode !== 0) process.exitCode = exitCode;
    stopping ??= stopAll(because);
    return stopping;
  }

  async function stopAll(because: string): Promise<void> {
    log.info("stopping", { because });
    const watchdog = setTimeout(() => {
      log.error("did not stop in time", { limitMs: STOP_TIMEOUT_MS });
      process.exit(1);
    }, STOP_TIMEOUT_MS);
    await unwind.run();
    clearTimeout(watchdog);
    letGo();
    log.info("stopped");
  }

  function onSignal(signal: NodeJS.Signals): void {
    // Somebody who asks twice does not want to wait.
    if (stopping && signal === "SIGINT") process.exit(130);
    void stop(signal, 0);
  }
  function onDisconnect(): void {
    void stop("the parent process went away", 0);
  }
  function onCrash(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error("what was thrown is no error");
    log.error("unforeseen error, ending", { error });
    void stop(sentenceOf(error), 1);
  }

  /** Each line that is written after it fails, too; as an unforeseen error it would be logged, and fail again. */
  function onUnread(): void {
    void stop("nobody reads the log any more", 1);
  }

  for (const stream of [process.stdout, process.stderr]) stream.on("error", onUnread);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on("uncaughtException", onCrash);
  process.on("unhandledRejection", onCrash);
  if (process.connected) process.on("disconnect", onDisconnect);

  /** The channel to the parent would keep the process alive. */
  function letGo(): void {
    process.off("disconnect", onDisconnect);
    if (process.connected) process.disconnect();
  }

  return {
    async end() {
      await unwind.run();
      letGo();
    },
    fail: (because) => void stop(because, 1),
  };
}

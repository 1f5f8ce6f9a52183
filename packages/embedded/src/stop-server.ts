import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./is-alive.ts";
import type { Home } from "./places.ts";
import { writtenPid } from "./postmaster.ts";

/** A fast shutdown writes one checkpoint; longer than this means a disk in trouble. */
const STOP_TIMEOUT_MS = 30_000;
/** Stopping takes about 100 ms. */
const LOOK_EVERY_MS = 20;
/** Between the lock file's end and the process's lie microseconds. */
const EXIT_TIMEOUT_MS = 2_000;

/**
 * Stops the server: connections are cut, what is committed is written down ("fast shutdown").
 * Resolves when the server is gone; does nothing if there is none.
 */
export async function stopServer(home: Home): Promise<void> {
  const pid = writtenPid(home);
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  // The lock file goes last: a zombie nobody buries keeps its process id, but not its lock.
  if (!(await within(STOP_TIMEOUT_MS, () => writtenPid(home) !== pid || !isAlive(pid)))) {
    process.kill(pid, "SIGQUIT");
    throw new Error(`stop PostgreSQL ${pid}: no end within ${STOP_TIMEOUT_MS} ms`);
  }
  await within(EXIT_TIMEOUT_MS, () => !isAlive(pid));
}

async function within(timeoutMs: number, isDone: () => boolean): Promise<boolean> {
  const endsAt = Date.now() + timeoutMs;
  while (!isDone()) {
    if (Date.now() > endsAt) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

import { setTimeout as sleep } from "node:timers/promises";

/** Three times what the slowest step takes on a machine that is full. */
const WAIT_MAX_MS = 10_000;
const LOOK_EVERY_MS = 5;

/** @throws when it is not so in time */
export async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const endsAt = performance.now() + WAIT_MAX_MS;
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error(`waited in vain for ${what()}`);
    await sleep(LOOK_EVERY_MS);
  }
}

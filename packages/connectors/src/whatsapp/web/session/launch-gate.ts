import { availableParallelism } from "node:os";

/** From launch to code or ready a browser takes a processor, and then next to nothing (trap 24). */
const LAUNCHES_AT_ONCE_MAX = Math.max(1, Math.floor(availableParallelism() / 2));

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Waits until another browser of this process may start.
 * @returns lets the next one start; twice is fine
 */
export async function passLaunchGate(): Promise<() => void> {
  if (running >= LAUNCHES_AT_ONCE_MAX) {
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  let isOpen = false;
  return () => {
    if (isOpen) return;
    isOpen = true;
    running -= 1;
    waiting.shift()?.();
  };
}

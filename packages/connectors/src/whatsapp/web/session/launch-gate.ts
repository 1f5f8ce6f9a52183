import { availableParallelism } from "node:os";

/** From launch to code or ready a browser takes a processor, and then next to nothing (trap 24). */
const LAUNCHES_AT_ONCE_MAX = Math.max(1, Math.floor(availableParallelism() / 2));

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Waits until another browser of this process may start.
 * @returns lets the next one start; twice is fine
 * @throws when it was stopped before its turn came
 */
export async function passLaunchGate(stopping: AbortSignal): Promise<() => void> {
  stopping.throwIfAborted();
  if (running < LAUNCHES_AT_ONCE_MAX) running += 1;
  else await turn(stopping);
  let isOpen = false;
  return () => {
    if (isOpen) return;
    isOpen = true;
    // The place goes from hand to hand: nobody who comes just now takes it.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
}

function turn(stopping: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const pass = () => {
      stopping.removeEventListener("abort", giveUp);
      resolve();
    };
    const giveUp = () => {
      waiting.splice(waiting.indexOf(pass), 1);
      reject(stopping.reason);
    };
    waiting.push(pass);
    stopping.addEventListener("abort", giveUp, { once: true });
  });
}

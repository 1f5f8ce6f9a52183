import { setTimeout as pause } from "node:timers/promises";

/** A follower keeps its process to itself no longer than this, ms. */
export const TURN_MS = 4;
/**
 * And leaves it to others for as long after each turn. A message on its way comes back to its process some fifteen
 * times, and would meet a follower that only lets others go first each time: what many conversations' stories are
 * folded into takes tenths of a second, and a message of that time took as much longer.
 */
export const REST_MS = 8;

/** Called between the parts of a long computation, and awaited: lets others go first when it is their turn. */
export type EndOfTurn = () => Promise<void>;

/** @param clock monotonic, ms */
export function takeTurns(
  clock: () => number = () => performance.now(),
  rest: (ms: number) => Promise<void> = pause,
): EndOfTurn {
  let beganAt = clock();
  return async () => {
    if (clock() - beganAt < TURN_MS) return;
    await rest(REST_MS);
    beganAt = clock();
  };
}

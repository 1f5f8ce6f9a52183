import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * A follower keeps its process to itself no longer than this: a message that has just come waits for it, and
 * what many conversations' stories are folded into takes tenths of a second.
 */
export const TURN_MS = 4;

/** Called between the parts of a long computation, and awaited: lets others go first when it is their turn. */
export type EndOfTurn = () => Promise<void>;

/** @param clock monotonic, ms */
export function takeTurns(clock: () => number = () => performance.now()): EndOfTurn {
  let beganAt = clock();
  return async () => {
    if (clock() - beganAt < TURN_MS) return;
    await nextTurn();
    beganAt = clock();
  };
}

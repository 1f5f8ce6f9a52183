/** Looking again within this time is the same look: one line of the story tells of it. */
export const PEEK_AGAIN_MS = 10 * 60_000;

/** Whether a look without taking is worth a line of the story. */
export function isNewPeek(lastPeekAt: number | undefined, now: number): boolean {
  return lastPeekAt === undefined || now - lastPeekAt >= PEEK_AGAIN_MS;
}

import type { WaitingConversation } from "./waiting-conversation.ts";

/** Waiting raises priority by one every ten minutes, so that nothing waits for ever (rules §8.2). */
export const AGEING_STEP_MS = 10 * 60_000;

type Placed = Pick<WaitingConversation, "id" | "priority" | "arrivedAt">;

export function effectivePriority(
  { priority, arrivedAt }: Pick<Placed, "priority" | "arrivedAt">,
  now: number,
): number {
  return priority + Math.floor(Math.max(0, now - arrivedAt) / AGEING_STEP_MS);
}

/** Queue order: effective priority first, then original arrival; nobody overtakes inside one. */
export function inQueueOrder<T extends Placed>(waiting: readonly T[], now: number): readonly T[] {
  return [...waiting].sort((a, b) => compareInQueue(a, b, now));
}

/** Negative when `a` is served before `b`. */
export function compareInQueue(a: Placed, b: Placed, now: number): number {
  return (
    effectivePriority(b, now) - effectivePriority(a, now) ||
    a.arrivedAt - b.arrivedAt ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

import { MINUTE_MS } from "../calendar/time-zone.ts";
import type { AlertCondition, AlertFinding } from "./condition.ts";

/** A queue that is in use, as an alert looks at it. */
export interface WatchedQueue {
  readonly id: string;
  readonly name: string;
  readonly waiting: number;
  /** Since when the one that waits longest does, ms since epoch; null: none waits. */
  readonly waitingSince: number | null;
  /** Promises at risk, or broken and still open. */
  readonly atRisk: number;
}

type QueueKind = "queue-waiting" | "queue-age" | "promises-at-risk";

/**
 * What one queue says, or all together: what waits and what is at risk adds up, the longest wait is the
 * longest of any.
 */
export function findInQueues(
  { kind, subjectId }: Pick<AlertCondition, "subjectId"> & { readonly kind: QueueKind },
  queues: readonly WatchedQueue[],
  now: number,
): AlertFinding {
  const measured = queues.map(({ id, name, ...queue }) => ({
    ...{ id, name },
    value: MEASURES[kind](queue, now),
  }));
  if (subjectId !== null) {
    const found = measured.find(({ id }) => id === subjectId);
    return found
      ? { kind: "counted", value: found.value, subject: found.name }
      : { kind: "nothing" };
  }
  if (kind !== "queue-age") {
    return { kind: "counted", value: sum(measured.map(({ value }) => value)), subject: null };
  }
  const [longest] = measured.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  return { kind: "counted", value: longest?.value ?? 0, subject: longest?.name ?? null };
}

type Measured = Omit<WatchedQueue, "id" | "name">;

const MEASURES: Readonly<Record<QueueKind, (queue: Measured, now: number) => number>> = {
  "queue-waiting": ({ waiting }) => waiting,
  "promises-at-risk": ({ atRisk }) => atRisk,
  "queue-age": ({ waitingSince }, now) =>
    waitingSince === null ? 0 : Math.max(0, (now - waitingSince) / MINUTE_MS),
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

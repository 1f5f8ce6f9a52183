/** A queue, as far as a minute remembers it. */
interface QueueStanding {
  readonly id: string;
  readonly waiting: number;
  readonly waitingSince: number | null;
  readonly inService: number;
  readonly met: number;
  readonly due: number;
  readonly abandoned: number;
}

interface AgentStanding {
  readonly queueIds: readonly string[];
  readonly wanted: string;
  readonly reachable: boolean;
}

export interface MinuteStanding {
  /** Null: all queues together, in which an agent of two is one. */
  readonly queueId: string | null;
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  readonly inService: number;
  readonly met: number;
  readonly due: number;
  readonly abandoned: number;
  readonly available: number;
}

/** What a minute keeps of a board: each queue by itself, and all of them. */
export function minuteOf(
  queues: readonly QueueStanding[],
  agents: readonly AgentStanding[],
  now: number,
): readonly MinuteStanding[] {
  const available = agents.filter(({ wanted, reachable }) => wanted === "available" && reachable);
  const each = queues.map(
    (queue): MinuteStanding => ({
      queueId: queue.id,
      waiting: queue.waiting,
      longestWaitSeconds: secondsSince(queue.waitingSince, now),
      inService: queue.inService,
      met: queue.met,
      due: queue.due,
      abandoned: queue.abandoned,
      available: available.filter(({ queueIds }) => queueIds.includes(queue.id)).length,
    }),
  );
  const sum = (of: (minute: MinuteStanding) => number) =>
    each.reduce((total, minute) => total + of(minute), 0);
  const all: MinuteStanding = {
    queueId: null,
    waiting: sum((minute) => minute.waiting),
    longestWaitSeconds: Math.max(0, ...each.map((minute) => minute.longestWaitSeconds)),
    inService: sum((minute) => minute.inService),
    met: sum((minute) => minute.met),
    due: sum((minute) => minute.due),
    abandoned: sum((minute) => minute.abandoned),
    available: available.length,
  };
  return [...each, all];
}

function secondsSince(at: number | null, now: number): number {
  return at === null ? 0 : Math.max(0, Math.round((now - at) / 1_000));
}

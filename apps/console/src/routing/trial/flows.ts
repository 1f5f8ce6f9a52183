import type { BackTestTable } from "./run-back-test.ts";

/** Conversations that go from one queue to another; the same twice: those that stay. */
export interface Flow {
  readonly goes: string;
  readonly wouldGo: string;
  readonly count: number;
  readonly examples: BackTestTable["rows"][number]["examples"];
}

export interface Flows {
  /** Queues in the order of how much they would get. */
  readonly queues: readonly string[];
  /** By {@link keyOf}. */
  readonly cells: ReadonlyMap<string, Flow>;
  readonly load: readonly {
    readonly queueId: string;
    readonly now: number;
    readonly later: number;
  }[];
}

export const keyOf = (goes: string, wouldGo: string) => `${goes} ${wouldGo}`;

/** A table's rows as from-to, whatever way conversations took when they came. */
export function flowsOf(rows: BackTestTable["rows"]): Flows {
  const cells = new Map<string, Flow>();
  const load = new Map<string, { now: number; later: number }>();
  const add = (queueId: string, when: "now" | "later", count: number) => {
    const before = load.get(queueId) ?? { now: 0, later: 0 };
    load.set(queueId, { ...before, [when]: before[when] + count });
  };
  for (const { goes, wouldGo, count, examples } of rows) {
    const key = keyOf(goes, wouldGo);
    const before = cells.get(key);
    cells.set(key, {
      ...{ goes, wouldGo, count: (before?.count ?? 0) + count },
      examples: [...(before?.examples ?? []), ...examples].slice(0, EXAMPLES_MAX),
    });
    add(goes, "now", count);
    add(wouldGo, "later", count);
  }
  const sorted = [...load].sort(([, a], [, b]) => b.later - a.later || b.now - a.now);
  return {
    queues: sorted.map(([queueId]) => queueId),
    cells,
    load: sorted.map(([queueId, counts]) => ({ queueId, ...counts })),
  };
}

/** As many as are read before something is decided. */
const EXAMPLES_MAX = 5;

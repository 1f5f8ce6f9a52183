import type { Queryable } from "../database.ts";
import type { DueKind } from "../due/due.ts";

/** The sweeper asks for what is due each second: what is still there after this long cannot be done. */
export const DUE_STUCK_AFTER_MS = 5 * 60_000;

/** What had its time long ago and was not done, by kind. */
export interface StuckDues {
  readonly kind: DueKind;
  readonly count: number;
  /** Ms since epoch. */
  readonly oldestAt: number;
}

export async function countStuckDues(q: Queryable, now: number): Promise<readonly StuckDues[]> {
  const { rows } = await q.query<{ kind: DueKind; count: number; oldest: Date }>({
    name: "count-stuck-dues",
    text: `select kind, count(*)::int as count, min(at) as oldest from dues
      where at <= $1::timestamptz group by kind order by oldest`,
    values: [new Date(now - DUE_STUCK_AFTER_MS).toISOString()],
  });
  return rows.map(({ kind, count, oldest }) => ({ kind, count, oldestAt: oldest.getTime() }));
}

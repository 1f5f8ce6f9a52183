import { TREND_HOURS } from "./cause.ts";

/** What failed for one cause within one of the last hours; `hoursAgo` is at most {@link TREND_HOURS}. */
export interface CountedHour {
  readonly hoursAgo: number;
  readonly inboxId: string;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

export interface FailureGroup {
  readonly count: number;
  /** Ms since epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many in each of the last {@link TREND_HOURS} hours, the newest last. */
  readonly trend: readonly number[];
  readonly inboxIds: readonly string[];
}

/** Rows counted by cause and hour, as groups by cause: the largest first. */
export function foldGroups<Row extends CountedHour, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly (Key & FailureGroup)[] {
  const groups = new Map<string, { readonly key: Key; readonly rows: Row[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()]
    .map(({ key, rows: of }) => ({ ...key, ...groupOf(of) }))
    .sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

function groupOf(rows: readonly CountedHour[]): FailureGroup {
  const trend = Array<number>(TREND_HOURS).fill(0);
  for (const { hoursAgo, count } of rows) {
    const at = TREND_HOURS - 1 - hoursAgo;
    if (at >= 0) trend[at] = (trend[at] ?? 0) + count;
  }
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    firstAt: Math.min(...rows.map(({ first }) => first.getTime())),
    lastAt: Math.max(...rows.map(({ last }) => last.getTime())),
    trend,
    inboxIds: [...new Set(rows.map(({ inboxId }) => inboxId))],
  };
}

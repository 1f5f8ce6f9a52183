import { TREND_HOURS } from "./cause.ts";

/** What failed for one cause within one of the last hours; `hoursAgo` is at most {@link TREND_HOURS}. */
export interface CountedHour {
  readonly hoursAgo: number;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** The same of one inbox. */
export interface InboxHour extends CountedHour {
  readonly inboxId: string;
}

/** What failed for one cause. */
export interface CountedGroup {
  readonly count: number;
  /** Ms since epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many in each of the last {@link TREND_HOURS} hours, the newest last. */
  readonly trend: readonly number[];
}

/** And in which inboxes. */
export interface FailureGroup extends CountedGroup {
  readonly inboxIds: readonly string[];
}

/** Rows counted by cause and hour, as groups by cause: the largest first. */
export function foldGroups<Row extends CountedHour, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly (Key & CountedGroup)[] {
  return fold(rows, keyOf, groupOf);
}

/** The same, of what failed in inboxes. */
export function foldInboxGroups<Row extends InboxHour, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly (Key & FailureGroup)[] {
  return fold(rows, keyOf, (of) => ({
    ...groupOf(of),
    inboxIds: [...new Set(of.map(({ inboxId }) => inboxId))],
  }));
}

function fold<Row, Key, Group extends CountedGroup>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  groupOf: (rows: readonly Row[]) => Group,
): readonly (Key & Group)[] {
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

function groupOf(rows: readonly CountedHour[]): CountedGroup {
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
  };
}

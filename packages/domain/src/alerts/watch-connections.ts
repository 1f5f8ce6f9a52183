import { MINUTE_MS } from "../calendar/time-zone.ts";
import type { AlertCondition, AlertFinding } from "./condition.ts";

/** Since when each inbox has had no connection, by its id; ms since epoch. */
export type DownSince = Readonly<Record<string, number>>;

export interface WatchedConnection {
  readonly inboxId: string;
  readonly name: string;
  readonly isConnected: boolean;
  /** Since when it is as it is. */
  readonly since: number;
}

/**
 * Keeps since when inboxes are down. Their own word does not tell: with every try a connection is
 * "connecting" anew, and "in trouble" anew.
 */
export function watchConnections(
  before: DownSince,
  connections: readonly WatchedConnection[],
): DownSince {
  const down = connections.filter(({ isConnected }) => !isConnected);
  return Object.fromEntries(
    down.map(({ inboxId, since }) => [inboxId, Math.min(before[inboxId] ?? since, since)]),
  );
}

/**
 * For how many minutes an inbox has had no connection, or, of all of them, the one that has had none for
 * longest.
 * @param watched the one that the alert is about, or all
 */
export function findInConnections(
  { subjectId }: Pick<AlertCondition, "subjectId">,
  watched: readonly WatchedConnection[],
  since: DownSince,
  now: number,
): AlertFinding {
  const [first] = watched;
  if (first === undefined) return { kind: "nothing" };
  const down = watched.flatMap(({ inboxId, name }) => {
    const at = since[inboxId];
    return at === undefined ? [] : [{ name, minutes: Math.max(0, (now - at) / MINUTE_MS) }];
  });
  const [longest] = down.sort((a, b) => b.minutes - a.minutes);
  const subject = subjectId === null ? longest?.name : first.name;
  return { kind: "counted", value: longest?.minutes ?? 0, subject: subject ?? null };
}

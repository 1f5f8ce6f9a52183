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

import type { Queryable } from "../database.ts";

/** One log-in of somebody, as they know it again. */
export interface SessionReading {
  /** Names the session and opens nothing: the first half of the hash of its token's hash. */
  readonly id: string;
  /** What the browser said of itself. */
  readonly device: string | null;
  /** Ms since epoch. */
  readonly createdAt: number;
  readonly seenAt: number;
  readonly isOwn: boolean;
}

const ID = "left(encode(sha256(token_hash), 'hex'), 32)";

/** @param own the session of whoever asks */
export async function listSessions(
  q: Queryable,
  agentId: string,
  idleMaxMs: number,
  own: Buffer | undefined,
): Promise<readonly SessionReading[]> {
  const { rows } = await q.query<
    Omit<SessionReading, "createdAt" | "seenAt"> & { createdAt: Date; seenAt: Date }
  >({
    name: "list-sessions",
    text: `select ${ID} as id, device, created_at as "createdAt", seen_at as "seenAt",
        token_hash = coalesce($3, ''::bytea) as "isOwn"
      from sessions where agent_id = $1 and expires_at > now()
        and seen_at > now() - $2 * interval '1 millisecond'
      order by seen_at desc`,
    values: [agentId, idleMaxMs, own ?? null],
  });
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.getTime(),
    seenAt: row.seenAt.getTime(),
  }));
}

/**
 * Ends log-ins of somebody.
 * @param which one of them, or all but the one that is kept
 * @returns the hashes of those that ended, for their sockets to be closed
 */
export async function endSessions(
  tx: Queryable,
  agentId: string,
  which: { readonly id?: string; readonly keep?: Buffer | undefined } = {},
): Promise<readonly Buffer[]> {
  const { rows } = await tx.query<{ hash: Buffer }>({
    name: "end-sessions",
    text: `delete from sessions where agent_id = $1 and ($2::text is null or ${ID} = $2)
        and token_hash <> coalesce($3, ''::bytea)
      returning token_hash as hash`,
    values: [agentId, which.id ?? null, which.keep ?? null],
  });
  return rows.map(({ hash }) => hash);
}

/** When a session ends however busy it is, ms since epoch. */
export async function findSessionEnd(q: Queryable, tokenHash: Buffer): Promise<number | undefined> {
  const { rows } = await q.query<{ at: Date }>({
    name: "find-session-end",
    text: "select expires_at as at from sessions where token_hash = $1",
    values: [tokenHash],
  });
  return rows[0]?.at.getTime();
}

/**
 * Goes on with a session beyond its end: never for longer than so long from now, nor than so long from when
 * it was logged in; and it is never shortened.
 * @returns when it ends now, ms since epoch
 */
export async function extendSession(
  q: Queryable,
  tokenHash: Buffer,
  limits: { readonly forMs: number; readonly wholeMaxMs: number },
): Promise<number | undefined> {
  const { rows } = await q.query<{ at: Date }>({
    name: "extend-session",
    text: `update sessions set expires_at = greatest(expires_at,
        least(now() + $2 * interval '1 millisecond', created_at + $3 * interval '1 millisecond'))
      where token_hash = $1 and expires_at > now() returning expires_at as at`,
    values: [tokenHash, limits.forMs, limits.wholeMaxMs],
  });
  return rows[0]?.at.getTime();
}

import type { ChannelSession, SessionWish } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { Lease } from "../leases.ts";
import { writeNotices } from "../notices.ts";

/** How the connection of a leased inbox does, for people. */
export interface InboxConnection {
  readonly status: "connecting" | "connected" | "trouble";
  /** Since when it is so, ms since epoch. */
  readonly since: number;
  /** Set in trouble; `credentials` waits for a person. */
  readonly kind?: "credentials" | "transient";
  readonly reason?: string;
  /** When it is tried again, ms since epoch. */
  readonly retryAt?: number;
}

/** What a connector remembers of one inbox; `undefined` before the first write. */
export async function readInboxMemory(q: Queryable, inboxId: string): Promise<unknown> {
  const { rows } = await q.query<{ state: unknown }>({
    name: "read-inbox-memory",
    text: "select state from inbox_memory where inbox_id = $1",
    values: [inboxId],
  });
  return rows[0]?.state ?? undefined;
}

/**
 * Overwrites what a connector remembers, if the lease is still its holder's.
 * @returns `false` when the lease is somebody else's by now: nothing was written
 */
export function writeInboxMemory(
  q: Queryable,
  inboxId: string,
  state: unknown,
  lease: Lease | undefined,
): Promise<boolean> {
  return write(q, "state", inboxId, state, lease);
}

/** Says how the connection does; the same fence as {@link writeInboxMemory}. */
export function writeInboxConnection(
  q: Queryable,
  inboxId: string,
  connection: InboxConnection,
  lease: Lease,
): Promise<boolean> {
  return write(q, "connection", inboxId, connection, lease);
}

/** Says how the session does; the same fence as {@link writeInboxMemory}. Tells the consoles. */
export async function writeInboxSession(
  tx: Queryable,
  inboxId: string,
  session: ChannelSession,
  lease: Lease | undefined,
): Promise<boolean> {
  const isWritten = await write(tx, "session", inboxId, session, lease);
  if (isWritten)
    await writeNotices(tx, [{ type: "inbox.changed", subjectId: inboxId, audience: [] }]);
  return isWritten;
}

/** Sessions by inbox id; an inbox without one has none. Codes to pair with are in them. */
export async function listInboxSessions(
  q: Queryable,
): Promise<ReadonlyMap<string, ChannelSession>> {
  const { rows } = await q.query<{ inbox_id: string; session: ChannelSession }>({
    name: "list-inbox-sessions",
    text: "select inbox_id, session from inbox_memory where session is not null",
  });
  return new Map(rows.map((row) => [row.inbox_id, row.session]));
}

/** What was last asked of a session. */
export async function readSessionWish(
  q: Queryable,
  inboxId: string,
): Promise<SessionWish | undefined> {
  const { rows } = await q.query<{ wish: SessionWish | null }>({
    name: "read-session-wish",
    text: "select wish from inbox_memory where inbox_id = $1",
    values: [inboxId],
  });
  return rows[0]?.wish ?? undefined;
}

/** Asks something of a session. Whoever holds the inbox looks when it is woken. */
export async function writeSessionWish(
  q: Queryable,
  inboxId: string,
  wish: SessionWish,
): Promise<void> {
  await q.query({
    name: "write-session-wish",
    text: `insert into inbox_memory (inbox_id, wish) values ($1, $2::jsonb)
      on conflict (inbox_id) do update set wish = excluded.wish, updated_at = now()`,
    values: [inboxId, JSON.stringify(wish)],
  });
}

/** What connectors remember, by inbox id. */
export async function listInboxMemories(q: Queryable): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await q.query<{ inbox_id: string; state: unknown }>({
    name: "list-inbox-memories",
    text: "select inbox_id, state from inbox_memory where state is not null",
  });
  return new Map(rows.map((row) => [row.inbox_id, row.state]));
}

/** Connections by inbox id; an inbox that was never leased has none. */
export async function listInboxConnections(
  q: Queryable,
): Promise<ReadonlyMap<string, InboxConnection>> {
  const { rows } = await q.query<{ inbox_id: string; connection: InboxConnection }>({
    name: "list-inbox-connections",
    text: "select inbox_id, connection from inbox_memory where connection is not null",
  });
  return new Map(rows.map((row) => [row.inbox_id, row.connection]));
}

async function write(
  q: Queryable,
  column: "state" | "connection" | "session",
  inboxId: string,
  value: unknown,
  lease: Lease | undefined,
): Promise<boolean> {
  const { rowCount } = await q.query({
    name: `write-inbox-${column}`,
    text: `insert into inbox_memory as m (inbox_id, ${column})
      select $1, $2::jsonb where $3::text is null or exists (
        select from leases where name = $3 and epoch = $4::bigint and expires_at > now())
      on conflict (inbox_id) do update set ${column} = excluded.${column}, updated_at = now()`,
    values: [inboxId, JSON.stringify(value), lease?.name ?? null, lease?.epoch ?? null],
  });
  return rowCount === 1;
}

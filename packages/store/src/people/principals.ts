import type { AgentId, Principal, QueueId, Role } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Writing down every request would cost more than the request; idle time is judged in hours. */
const TOUCH_EVERY = "1 minute";

interface AgentRow {
  readonly id: AgentId;
  readonly name: string;
  readonly role: Role;
  readonly queueIds: QueueId[];
}

const AGENT_COLUMNS = `a.id, a.name, a.role,
  array(select queue_id::text from queue_members where agent_id = a.id) as "queueIds"`;

/** @param expiresAt the instant at which it ends however busy it is, ms since epoch */
export async function createSession(
  q: Queryable,
  session: {
    readonly tokenHash: Buffer;
    readonly agentId: string;
    readonly expiresAt: number;
    /** What the browser said of itself. */
    readonly device: string | undefined;
  },
): Promise<void> {
  const { tokenHash, agentId, expiresAt, device } = session;
  await q.query({
    name: "create-session",
    text: "insert into sessions (token_hash, agent_id, expires_at, device) values ($1, $2, $3, $4)",
    values: [tokenHash, agentId, new Date(expiresAt).toISOString(), device ?? null],
  });
}

/** Who a session belongs to; nobody if it is over, has been idle too long, or they are disabled. */
export async function findSession(
  q: Queryable,
  tokenHash: Buffer,
  idleMaxMs: number,
): Promise<Principal | undefined> {
  const { rows } = await q.query<AgentRow & { stale: boolean }>({
    name: "find-session",
    text: `select ${AGENT_COLUMNS}, s.seen_at < now() - interval '${TOUCH_EVERY}' as stale
      from sessions s join agents a on a.id = s.agent_id
      where s.token_hash = $1 and s.expires_at > now() and a.disabled_at is null
        and s.seen_at > now() - $2 * interval '1 millisecond'`,
    values: [tokenHash, idleMaxMs],
  });
  const [row] = rows;
  if (!row) return undefined;
  if (row.stale) {
    await q.query({
      name: "touch-session",
      text: "update sessions set seen_at = now() where token_hash = $1",
      values: [tokenHash],
    });
  }
  return principalOf(row);
}

/** Somebody as they are now, for what they asked for earlier; nobody if they may log in no more. */
export async function findPrincipal(
  q: Queryable,
  id: AgentId,
): Promise<AgentPrincipal | undefined> {
  const { rows } = await q.query<AgentRow>({
    name: "find-principal",
    text: `select ${AGENT_COLUMNS} from agents a where a.id = $1 and a.disabled_at is null`,
    values: [id],
  });
  return rows[0] && principalOf(rows[0]);
}

export async function deleteSession(q: Queryable, tokenHash: Buffer): Promise<void> {
  await q.query({
    name: "delete-session",
    text: "delete from sessions where token_hash = $1",
    values: [tokenHash],
  });
}

/** One-use key to the agent socket. */
export interface NewTicket {
  readonly hash: Buffer;
  readonly agentId: string;
  readonly sessionHash: Buffer;
  readonly expiresAt: number;
}

/** Tickets of all who ask at once, in one commit. */
export async function createTickets(q: Queryable, tickets: readonly NewTicket[]): Promise<void> {
  // Those that nobody came with are swept by `forgetExpiredAccess`: here each would look through all of them.
  await q.query({
    name: "create-tickets",
    text: `insert into socket_tickets (hash, agent_id, session_hash, expires_at)
      select * from unnest($1::bytea[], $2::uuid[], $3::bytea[], $4::timestamptz[])`,
    values: [
      tickets.map(({ hash }) => hash),
      tickets.map(({ agentId }) => agentId),
      tickets.map(({ sessionHash }) => sessionHash),
      tickets.map(({ expiresAt }) => new Date(expiresAt).toISOString()),
    ],
  });
}

/** Whose a ticket was. */
export interface TakenTicket {
  readonly who: AgentPrincipal;
  readonly sessionHash: Buffer;
}

/**
 * Takes tickets: they are gone afterwards, whoever asks again.
 * @returns whose each is, in the order asked; `null` for what is none. One that is asked for twice opens once
 */
export async function takeTickets(
  q: Queryable,
  hashes: readonly Buffer[],
): Promise<readonly (TakenTicket | null)[]> {
  const { rows } = await q.query<AgentRow & { hash: Buffer; sessionHash: Buffer }>({
    name: "take-tickets",
    text: `with taken as (delete from socket_tickets where hash = any($1::bytea[]) returning *)
      select ${AGENT_COLUMNS}, t.hash, s.token_hash as "sessionHash"
      from taken t join sessions s on s.token_hash = t.session_hash
        join agents a on a.id = s.agent_id
      where t.expires_at > now() and s.expires_at > now() and a.disabled_at is null`,
    values: [hashes],
  });
  const taken = new Map(rows.map((row) => [row.hash.toString("hex"), row]));
  return hashes.map((hash) => {
    const name = hash.toString("hex");
    const row = taken.get(name);
    taken.delete(name);
    return row ? { who: principalOf(row), sessionHash: row.sessionHash } : null;
  });
}

/** What a live socket rests on, as it is now. */
export interface LiveSession {
  readonly sessionHash: string;
  readonly who: AgentPrincipal;
}
export type AgentPrincipal = Extract<Principal, { kind: "agent" }>;

/**
 * Which of these sessions still stand, and with what rights: one statement for all sockets of a
 * node. An open socket counts as activity, so that nobody is thrown out of a console they look at.
 * @param sessionHashes in hexadecimal
 */
export async function findLiveSessions(
  q: Queryable,
  sessionHashes: readonly string[],
): Promise<readonly LiveSession[]> {
  if (sessionHashes.length === 0) return [];
  const { rows } = await q.query<AgentRow & { sessionHash: string }>({
    name: "find-live-sessions",
    text: `with hashes as (select decode(h, 'hex') as hash from unnest($1::text[]) as h),
      touched as (
        update sessions set seen_at = now() from hashes
        where token_hash = hash and seen_at < now() - interval '${TOUCH_EVERY}'
      )
      select ${AGENT_COLUMNS}, encode(s.token_hash, 'hex') as "sessionHash"
      from hashes join sessions s on s.token_hash = hash join agents a on a.id = s.agent_id
      where s.expires_at > now() and a.disabled_at is null`,
    values: [sessionHashes],
  });
  return rows.map((row) => ({ sessionHash: row.sessionHash, who: principalOf(row) }));
}

function principalOf({ id, name, role, queueIds }: AgentRow): AgentPrincipal {
  return { kind: "agent", id, name, role, queueIds };
}

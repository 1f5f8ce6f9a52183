import type { AgentId, PresenceReason, QueueId, WantedPresence } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { AgentRole } from "../schema/index.ts";

/** A person's account, as logging in and changing it need it. */
export interface AgentAccount {
  readonly id: AgentId;
  readonly name: string;
  readonly role: AgentRole;
  /** Null: they have not chosen one yet. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

/** @param email in whatever case it was typed */
export async function findAgentByEmail(
  q: Queryable,
  email: string,
): Promise<AgentAccount | undefined> {
  const { rows } = await q.query<AgentAccount>({
    name: "find-agent-by-email",
    text: `select id, name, role, password_hash as "passwordHash", disabled_at is not null as disabled
      from agents where email = lower($1)`,
    values: [email],
  });
  return rows[0];
}

/** Somebody's name for people to read, and the queues they serve. */
export async function findAgent(
  q: Queryable,
  id: string,
): Promise<{ readonly name: string; readonly queueIds: readonly QueueId[] } | undefined> {
  const { rows } = await q.query<{ name: string; queueIds: QueueId[] }>({
    name: "find-agent",
    text: `select a.name, array(select queue_id::text from queue_members where agent_id = a.id)
        as "queueIds"
      from agents a where a.id = $1`,
    values: [id],
  });
  return rows[0];
}

/**
 * What somebody wants to get from now on, and why. Said again, it keeps its beginning.
 * @returns false if there is no such agent
 */
export async function setWantedPresence(
  tx: Queryable,
  id: string,
  wanted: WantedPresence,
  reason: PresenceReason | undefined,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "set-wanted-presence",
    text: `update agents set wanted = $2, wanted_reason = $3,
        wanted_since = case when wanted = $2 then wanted_since else now() end
      where id = $1 and disabled_at is null`,
    values: [id, wanted, reason ?? null],
  });
  return rowCount === 1;
}

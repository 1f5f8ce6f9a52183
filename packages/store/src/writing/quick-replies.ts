import {
  type AgentId,
  agentIdOf,
  type Channel,
  type Principal,
  type QueueId,
  seesEverything,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface QuickReply {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  /** Those who serve it have it. */
  readonly queueId: QueueId | null;
  /** Theirs alone. */
  readonly agentId: AgentId | null;
  /** Empty: every channel. */
  readonly channels: readonly Channel[];
  readonly version: number;
  /** Ms since epoch. */
  readonly updatedAt: number;
}

type Row = Omit<QuickReply, "updatedAt"> & { readonly updatedAt: Date };

const COLUMNS = `id, name, body, queue_id as "queueId", agent_id as "agentId", channels, version,
  updated_at as "updatedAt"`;

const quickReplyOf = (row: Row): QuickReply => ({ ...row, updatedAt: row.updatedAt.getTime() });

/** More than anybody finds their way in; a search shows the rest. */
export const QUICK_REPLIES_MAX = 2_000;

/** What somebody may use: everybody's, their queues', their own. Supervisors have every queue's. */
export async function listQuickReplies(
  q: Queryable,
  who: Principal,
): Promise<readonly QuickReply[]> {
  const { rows } = await q.query<Row>({
    name: "list-quick-replies",
    text: `select ${COLUMNS} from quick_replies
      where agent_id = $1 or (agent_id is null
        and (queue_id is null or $2 or queue_id = any($3::uuid[])))
      order by lower(name), id limit ${QUICK_REPLIES_MAX}`,
    values: [agentIdOf(who) ?? null, seesEverything(who), who.kind === "agent" ? who.queueIds : []],
  });
  return rows.map(quickReplyOf);
}

export async function lockQuickReply(tx: Queryable, id: string): Promise<QuickReply | undefined> {
  const { rows } = await tx.query<Row>({
    name: "lock-quick-reply",
    text: `select ${COLUMNS} from quick_replies where id = $1 for update`,
    values: [id],
  });
  return rows[0] && quickReplyOf(rows[0]);
}

/** Saves one as it is now; its version is the next. */
export async function saveQuickReply(
  tx: Queryable,
  reply: Omit<QuickReply, "updatedAt">,
  at: number,
): Promise<void> {
  await tx.query({
    name: "save-quick-reply",
    text: `insert into quick_replies
        (id, name, body, queue_id, agent_id, channels, version, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (id) do update set name = excluded.name, body = excluded.body,
        queue_id = excluded.queue_id, agent_id = excluded.agent_id, channels = excluded.channels,
        version = excluded.version, updated_at = excluded.updated_at`,
    values: [
      reply.id,
      reply.name,
      reply.body,
      reply.queueId,
      reply.agentId,
      reply.channels,
      reply.version,
      new Date(at).toISOString(),
    ],
  });
}

export async function deleteQuickReply(tx: Queryable, id: string): Promise<void> {
  await tx.query({
    name: "delete-quick-reply",
    text: "delete from quick_replies where id = $1",
    values: [id],
  });
}

import type { AgentId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";
import { unseen } from "../one-plan.ts";

export interface ReadCursor {
  readonly agentId: AgentId;
  readonly conversationId: string;
  /** Seq of the newest message that was read; 0: none, and unread on purpose. */
  readonly seq: number;
}

/**
 * Remembers how far an agent has read conversations, and tells their other devices. What is as it was
 * is told to nobody.
 * @param isForward reading only goes forward; marking as unread goes back, and says so
 */
export async function saveReadCursors(
  tx: Queryable,
  agentId: AgentId,
  cursors: readonly Omit<ReadCursor, "agentId">[],
  isForward: boolean,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({
    name: isForward ? "read-on" : "read-back",
    text: `insert into read_cursors as r (agent_id, conversation_id, seq)
      select $1, id, seq from unnest($2::uuid[], $3::int[]) as told(id, seq) order by id
      on conflict (agent_id, conversation_id) do update set seq = excluded.seq, changed_at = now()
        where r.seq ${isForward ? "<" : "<>"} excluded.seq
      returning conversation_id as id`,
    values: [agentId, cursors.map((c) => c.conversationId), cursors.map((c) => c.seq)],
  });
  await writeNotices(
    tx,
    rows.map(({ id }) => ({
      type: "read.changed",
      subjectId: `${agentId} ${id}`,
      audience: [agentId],
    })),
  );
}

/** How far somebody has read each of these; those they never opened are left out. */
export async function findReadCursors(
  q: Queryable,
  agentId: string,
  conversationIds: readonly string[],
): Promise<readonly ReadCursor[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await q.query<ReadCursor>({
    name: "find-read-cursors",
    text: `select agent_id as "agentId", conversation_id as "conversationId", seq from read_cursors
      where agent_id = ${unseen("$1", "uuid")} and conversation_id = any(${unseen("$2", "uuid[]")}::uuid[])`,
    values: [agentId, conversationIds],
  });
  return rows;
}

/** Cursors by the subjects of their notices: `<agentId> <conversationId>`. */
export async function loadReadCursors(
  q: Queryable,
  subjects: readonly string[],
): Promise<readonly ReadCursor[]> {
  if (subjects.length === 0) return [];
  const pairs = subjects.map((subject) => subject.split(" "));
  const { rows } = await q.query<ReadCursor>({
    name: "load-read-cursors",
    text: `select r.agent_id as "agentId", r.conversation_id as "conversationId", r.seq
      from unnest($1::uuid[], $2::uuid[]) as told(agent_id, conversation_id)
      join read_cursors r using (agent_id, conversation_id)`,
    values: [pairs.map(([agentId]) => agentId), pairs.map(([, id]) => id)],
  });
  return rows;
}

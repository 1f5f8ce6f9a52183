import type { AgentId, ConversationId, Hop, PastHop, QueueId, QueueState } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** The hand-overs of a conversation so far, oldest first, as the next one is judged by. */
export async function findPastHops(
  q: Queryable,
  conversationId: ConversationId,
): Promise<readonly PastHop[]> {
  const { rows } = await q.query<{
    kind: PastHop["kind"];
    from_queue_id: QueueId | null;
    to_queue_id: QueueId | null;
  }>({
    name: "find-past-hops",
    text: `select kind, from_queue_id, to_queue_id from hops where conversation_id = $1 order by n`,
    values: [conversationId],
  });
  return rows.map((row) => ({
    kind: row.kind,
    fromQueueId: row.from_queue_id ?? undefined,
    toQueueId: row.to_queue_id ?? undefined,
  }));
}

/** The hand-over that a conversation went through last: where from, and by whom. */
export async function findLastHop(
  q: Queryable,
  conversationId: string,
): Promise<Pick<Hop, "fromQueueId" | "fromAgentId" | "byAgentId"> | undefined> {
  const { rows } = await q.query<{
    from_queue_id: QueueId | null;
    from_agent_id: AgentId | null;
    by_agent_id: AgentId | null;
  }>({
    name: "find-last-hop",
    text: `select from_queue_id, from_agent_id, by_agent_id from hops where conversation_id = $1
      order by n desc limit 1`,
    values: [conversationId],
  });
  const [row] = rows;
  return (
    row && {
      fromQueueId: row.from_queue_id ?? undefined,
      fromAgentId: row.from_agent_id ?? undefined,
      byAgentId: row.by_agent_id ?? undefined,
    }
  );
}

/** Where the supervisors' conversations wait, in the admin's order; most installations have one. */
export async function findSupervisorQueues(q: Queryable): Promise<readonly QueueState[]> {
  const { rows } = await q.query<QueueState>({
    name: "find-supervisor-queues",
    text: `select id, name, level, role from queues where role = 'supervisor'
        and archived_at is null order by position, id`,
  });
  return rows;
}

/** How long the people of a queue may take to accept; `undefined`: they promised nothing. */
export async function findAcceptWithin(
  q: Queryable,
  queueId: QueueId,
): Promise<number | undefined> {
  const { rows } = await q.query<{ within: number | null }>({
    name: "find-accept-within",
    text: "select accept_within_ms as within from queues where id = $1",
    values: [queueId],
  });
  return rows[0]?.within ?? undefined;
}

/** A hand-over that is being made, to be numbered. */
export type NewHop = Omit<Hop, "n"> & { readonly meantQueueId: QueueId | undefined };

/**
 * Writes a hand-over down and ends the one before it, under the lock of the conversation's row.
 * @returns its number
 */
export async function addHop(
  tx: Queryable,
  conversationId: ConversationId,
  hop: NewHop,
): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({
    name: "add-hop",
    text: `with ended as (
        update hops set left_at = $2 where conversation_id = $1 and left_at is null
      )
      insert into hops (conversation_id, n, kind, from_queue_id, to_queue_id, from_agent_id,
        to_agent_id, by_agent_id, by_name, note, result, diverted, meant_queue_id, at, accept_by)
      select $1, coalesce(max(n), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $2, $14
      from hops where conversation_id = $1
      returning n`,
    values: [
      conversationId,
      iso(hop.at),
      hop.kind,
      hop.fromQueueId ?? null,
      hop.toQueueId ?? null,
      hop.fromAgentId ?? null,
      hop.toAgentId ?? null,
      hop.byAgentId ?? null,
      hop.byName,
      hop.note,
      hop.result ?? null,
      hop.diverted ?? null,
      hop.meantQueueId ?? null,
      hop.acceptBy === undefined ? null : iso(hop.acceptBy),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`add a hop to conversation ${conversationId}`);
  return row.n;
}

/**
 * Conversations became somebody's: what was handed over to them is accepted. To be called by whoever
 * gives a conversation an owner; for one that was never handed over it finds nothing.
 * The same is written in {@link saveAssignments}, in its one statement.
 */
export async function acceptHops(
  tx: Queryable,
  accepted: { readonly conversationId: ConversationId; readonly agentId: string },
  now: number,
): Promise<void> {
  await tx.query({
    name: "accept-hop",
    text: `update hops set accepted_at = $3, accepted_by = $2
      where conversation_id = $1 and accepted_at is null and left_at is null`,
    values: [accepted.conversationId, accepted.agentId, iso(now)],
  });
}

const iso = (at: number): string => new Date(at).toISOString();

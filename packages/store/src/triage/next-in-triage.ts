import { AGEING_STEP_MS, type AgentId, type QueueId, SKIPPED_FOR_MS } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/**
 * What a director gets next, locked: what they have before them already, else what came back, else the
 * head of their queues in queue order. What another one has, was offered or owns is passed over; so is
 * what another transaction looks at, so that two who ask at once never get the same. What they skipped
 * lately comes after everything else. Reads what waits in these queues, by conversations_to_do.
 */
export async function lockNextInTriage(
  tx: Queryable,
  {
    agentId,
    queueIds,
    now,
  }: { readonly agentId: AgentId; readonly queueIds: readonly QueueId[]; readonly now: number },
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>({
    name: "lock-next-in-triage",
    text: `select c.id from conversations c
      where c.queue_id = any($2::uuid[]) and c.status = 'open' and c.waiting_on = 'agent'
        and (c.assignee_id is null or c.assignee_id = $1)
        and (c.leased_until is null or c.leased_until <= $3::timestamptz or c.leased_by_id = $1)
        and not exists (select from offers o where o.conversation_id = c.id
          and o.state = 'pending' and o.agent_id <> $1)
      order by coalesce(c.leased_by_id = $1 and c.leased_until > $3::timestamptz, false) desc,
        exists (select from triage_acts s where s.agent_id = $1 and s.conversation_id = c.id
          and s.kind = 'skipped'
          and s.at > $3::timestamptz - ${SKIPPED_FOR_MS} * interval '1 millisecond'),
        coalesce(c.hand_over ->> 'kind' = 'return', false) desc, c.assignee_id is null,
        c.priority + floor(greatest(0,
          extract(epoch from $3::timestamptz - c.arrived_at) * 1000) / ${AGEING_STEP_MS}) desc,
        c.arrived_at, c.id
      limit 1 for update of c skip locked`,
    values: [agentId, queueIds, new Date(now).toISOString()],
  });
  return rows[0]?.id;
}

/** What somebody has before them, and had when they were last heard of. */
export async function findLeasedBy(tx: Queryable, agentId: AgentId): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: "find-leased-by",
    text: "select id from conversations where leased_by_id = $1 order by id",
    values: [agentId],
  });
  return rows.map(({ id }) => id);
}

/**
 * Consoles of directors are gone: what they held is anybody's soon, unless they come back. Nothing that is
 * shown changes until then.
 * @param until ms since epoch
 */
export async function shortenLeases(
  q: Queryable,
  agentIds: readonly string[],
  until: number,
): Promise<void> {
  await q.query({
    name: "shorten-leases",
    text: `update conversations set leased_until = $2
      where leased_by_id = any($1::uuid[]) and leased_until > $2`,
    values: [agentIds, new Date(until).toISOString()],
  });
}

/** The directors' queues that somebody serves; all of them for a supervisor who serves none. */
export async function findTriageQueues(
  q: Queryable,
  { queueIds, all }: { readonly queueIds: readonly QueueId[]; readonly all: boolean },
): Promise<readonly QueueId[]> {
  const { rows } = await q.query<{ id: QueueId; mine: boolean }>({
    name: "find-triage-queues",
    text: `select id, id = any($1::uuid[]) as mine from queues where role = 'director'
      order by position, id`,
    values: [queueIds],
  });
  const mine = rows.filter((row) => row.mine);
  return (mine.length > 0 || !all ? mine : rows).map(({ id }) => id);
}

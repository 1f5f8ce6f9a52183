import type {
  Absence,
  Address,
  AgentId,
  ConversationId,
  InboxId,
  QueueId,
  ReleaseReason,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { restartPlans } from "../plans/begin-plans.ts";

/** A conversation to be taken from somebody who is gone, with the reason. */
export interface Release {
  readonly conversationId: ConversationId;
  readonly epoch: number;
  readonly agentId: AgentId;
  readonly absence: Absence;
  readonly because: ReleaseReason;
}

interface Released {
  id: ConversationId;
  inbox_id: InboxId;
  address: Address;
  queue_id: QueueId | null;
  agent_id: AgentId;
  activity_id: string;
}

/**
 * Puts conversations back into their queues, at their original place, and remembers for their owners
 * what was taken from them. Under the epoch it was decided on: what changed hands meanwhile stays.
 * @returns the queues that have work now
 */
export async function releaseFromAbsent(
  tx: Queryable,
  releases: readonly Release[],
  now: number,
): Promise<readonly QueueId[]> {
  if (releases.length === 0) return [];
  const { rows } = await tx.query<Released>({
    name: "release-from-absent",
    text: `with given as (
        select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
          as g(id, epoch, agent_id, because, since, gone)
      ), released as (
        update conversations c set assignee_id = null, sticky_agent_id = g.agent_id,
          assigned_at = null, epoch = c.epoch + 1, version = c.version + 1
        from given g where c.id = g.id and c.epoch = g.epoch and c.assignee_id = g.agent_id
        returning c.id, c.inbox_id, c.address, c.queue_id, g.agent_id, g.because, g.since, g.gone
      ), remembered as (
        insert into taken_back (agent_id, conversation_id, at, because, absent_since)
        select agent_id, id, $7, because, since from released
        on conflict (agent_id, conversation_id) do update
          set at = excluded.at, because = excluded.because, absent_since = excluded.absent_since
      ), noted as (
        insert into activities (conversation_id, kind, data, because, at)
        select id, 'released', jsonb_build_object('agentId', agent_id,
          'since', to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'rule', because), 'agent-' || gone, $7
        from released returning id, conversation_id
      )
      select r.id, r.inbox_id, r.address, r.queue_id, r.agent_id, n.id as activity_id
      from released r join noted n on n.conversation_id = r.id`,
    values: [
      releases.map((r) => r.conversationId),
      releases.map((r) => r.epoch),
      releases.map((r) => r.agentId),
      releases.map((r) => r.because),
      releases.map((r) => new Date(r.absence.since).toISOString()),
      releases.map((r) => r.absence.because),
      new Date(now).toISOString(),
    ],
  });
  await writeNotices(tx, rows.flatMap(noticesOf));
  await restartPlans(
    tx,
    rows.map((row) => row.id),
    now,
  );
  return [...new Set(rows.flatMap((row) => row.queue_id ?? []))];
}

function noticesOf(row: Released): Notice[] {
  const audience = [row.queue_id, row.agent_id].filter((id) => id !== null);
  const conversationId = row.id;
  return [
    {
      type: "conversation.changed",
      subjectId: row.id,
      conversationId,
      audience,
      customer: customerKey(row.inbox_id, row.address),
    },
    { type: "activity.created", subjectId: row.activity_id, conversationId, audience },
    { type: "agent.changed", subjectId: row.agent_id, audience },
  ];
}

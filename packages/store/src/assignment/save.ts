import {
  type Address,
  type AgentChoice,
  type AgentId,
  type Assignment,
  type ConversationId,
  type InboxId,
  type QueueId,
  tellCandidates,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { noteLastAssignments } from "./last-assignments.ts";

/** An assignment that names an agent. */
export type Given = Omit<Assignment, "choice"> & {
  readonly choice: Extract<AgentChoice, { kind: "agent" }>;
};

interface Claimed {
  id: ConversationId;
  queue_id: QueueId;
  inbox_id: InboxId;
  address: Address;
  assignee_id: AgentId;
}

/**
 * Gives conversations to agents: one conditional update each, all in one statement. A conversation
 * that somebody else took or moved meanwhile is left alone (design, invariant 9).
 * @returns those that were really given
 */
export async function saveAssignments(
  tx: Queryable,
  given: readonly Given[],
  now: number,
): Promise<readonly ConversationId[]> {
  if (given.length === 0) return [];
  const { rows } = await tx.query<Claimed>({
    name: "save-assignments",
    // Locked in classes and order as a router's batch locks them, and not as they wait.
    text: `with given as (
        select * from unnest($1::uuid[], $2::int[], $3::uuid[]) as g(id, epoch, agent_id)
      ), held as (
        select c.id from conversations c join given g on g.id = c.id and g.epoch = c.epoch
        where c.assignee_id is null and c.status = 'open'
        order by c.channel in ('email','form'), c.id for no key update of c
      ), claimed as (
        update conversations c set assignee_id = g.agent_id, sticky_agent_id = g.agent_id,
          epoch = c.epoch + 1, version = c.version + 1, assigned_at = $4
        from held join given g on g.id = held.id
        where c.id = g.id and c.epoch = g.epoch and c.assignee_id is null and c.status = 'open'
        returning c.id, c.queue_id, c.inbox_id, c.address, c.assignee_id
      ), accepted as (
        update hops h set accepted_at = $4, accepted_by = claimed.assignee_id from claimed
        where h.conversation_id = claimed.id and h.accepted_at is null and h.left_at is null
      )
      select * from claimed`,
    values: [
      given.map((g) => g.conversation.id),
      given.map((g) => g.conversation.epoch),
      given.map((g) => g.choice.agentId),
      new Date(now).toISOString(),
    ],
  });
  const claimed = new Map(rows.map((row) => [row.id, row]));
  const won = given.filter((g) => claimed.has(g.conversation.id));
  if (won.length === 0) return [];
  await noteLastAssignments(tx, won, now);
  const { rows: activities } = await tx.query<{ id: string; conversation_id: ConversationId }>({
    name: "note-assignments",
    text: `insert into activities (conversation_id, kind, data, because)
      select id, 'assigned', data, because
      from unnest($1::uuid[], $2::jsonb[], $3::text[]) as a(id, data, because)
      returning id, conversation_id`,
    values: [
      won.map((g) => g.conversation.id),
      won.map((g) => JSON.stringify({ agentId: g.choice.agentId, ...tellCandidates(g.choice) })),
      won.map((g) => g.choice.because),
    ],
  });
  await writeNotices(tx, noticesOf([...claimed.values()], activities));
  return won.map((g) => g.conversation.id);
}

function noticesOf(
  claimed: readonly Claimed[],
  activities: readonly { readonly id: string; readonly conversation_id: ConversationId }[],
): Notice[] {
  const audienceOf = new Map(claimed.map((c) => [c.id, [c.queue_id, c.assignee_id]]));
  return [
    ...claimed.map(
      (c): Notice => ({
        type: "conversation.changed",
        subjectId: c.id,
        conversationId: c.id,
        audience: [c.queue_id, c.assignee_id],
        customer: customerKey(c.inbox_id, c.address),
      }),
    ),
    ...activities.map(
      (a): Notice => ({
        type: "activity.created",
        subjectId: a.id,
        conversationId: a.conversation_id,
        audience: audienceOf.get(a.conversation_id) ?? [],
      }),
    ),
  ];
}

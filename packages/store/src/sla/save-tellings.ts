import type {
  Acted,
  ActedOn,
  Address,
  AgentId,
  ConversationId,
  InboxId,
  QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";

/** A conversation that a promise's moment may change. */
export interface LockedForTelling extends ActedOn {
  readonly id: ConversationId;
  readonly inboxId: InboxId;
  readonly address: Address;
}

/** Locks conversations, as a router's batch does: mail last, by id. Those that are over are left out. */
export async function lockForTellings(
  tx: Queryable,
  ids: readonly string[],
): Promise<readonly LockedForTelling[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.query<
    Omit<LockedForTelling, "queueId" | "assigneeId"> & {
      queueId: QueueId | null;
      assigneeId: AgentId | null;
    }
  >({
    name: "lock-for-tellings",
    text: `select id, inbox_id as "inboxId", address, status, priority, queue_id as "queueId", level,
        assignee_id as "assigneeId"
      from conversations where id = any($1::uuid[]) and status in ('open', 'snoozed')
      order by channel in ('email','form'), id for update`,
    values: [ids],
  });
  return rows.map((row) => ({
    ...row,
    queueId: row.queueId ?? undefined,
    assigneeId: row.assigneeId ?? undefined,
  }));
}

export interface SavedTelling {
  readonly before: LockedForTelling;
  readonly acted: Acted;
}

/**
 * Writes what moments of promises did: the conversations, a line each, and the notices. Whoever is
 * moved lets go as for any other hop, and waits at the original place.
 */
export async function saveTellings(
  tx: Queryable,
  told: readonly SavedTelling[],
  now: number,
): Promise<void> {
  if (told.length === 0) return;
  const at = new Date(now).toISOString();
  await tx.query({
    name: "save-acted",
    text: `update conversations c set priority = u.priority, version = c.version + 1,
        queue_id = u.queue_id, level = u.level,
        status = case when u.moved then 'open' else c.status end,
        snoozed_until = case when u.moved then null else c.snoozed_until end,
        waiting_on = case when u.moved then 'agent' else c.waiting_on end,
        assignee_id = case when u.moved then null else c.assignee_id end,
        assigned_at = case when u.moved then null else c.assigned_at end,
        sticky_agent_id = case when u.moved then null else c.sticky_agent_id end,
        excluded_agent_ids = case when u.moved then '{}' else c.excluded_agent_ids end,
        epoch = c.epoch + u.moved::int
      from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::smallint[], $5::boolean[])
        as u(id, priority, queue_id, level, moved)
      where c.id = u.id`,
    values: [
      told.map(({ before }) => before.id),
      told.map(({ acted }) => acted.after.priority),
      told.map(({ acted }) => acted.after.queueId ?? null),
      told.map(({ acted }) => acted.after.level),
      told.map(({ acted }) => acted.isMoved),
    ],
  });
  const lines = told.flatMap(({ before, acted }) =>
    acted.lines.map((line) => ({ conversationId: before.id, ...line })),
  );
  const { rows } = await tx.query<{ id: string; conversation_id: ConversationId }>({
    name: "tell-promises",
    text: `insert into activities (conversation_id, kind, data, because, at)
      select id, kind, data, because, $5
      from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[])
        with ordinality as l(id, kind, data, because, place) order by place
      returning id, conversation_id`,
    values: [
      lines.map((line) => line.conversationId),
      lines.map((line) => line.kind),
      lines.map((line) => JSON.stringify(line.data)),
      lines.map((line) => line.because),
      at,
    ],
  });
  await writeNotices(tx, noticesOf(told, rows));
}

function noticesOf(
  told: readonly SavedTelling[],
  lines: readonly { readonly id: string; readonly conversation_id: ConversationId }[],
): Notice[] {
  const audiences = new Map(told.map((one) => [one.before.id, audienceOf(one)]));
  return [
    ...told.flatMap(({ before, acted }): Notice[] => {
      const audience = audiences.get(before.id) ?? [];
      return [
        {
          type: "conversation.changed",
          subjectId: before.id,
          conversationId: before.id,
          audience,
          ...(acted.isMoved && { customer: customerKey(before.inboxId, before.address) }),
        },
        ...(acted.isMoved ? movedNotices(before, acted) : []),
      ];
    }),
    ...lines.map(
      ({ id, conversation_id }): Notice => ({
        type: "activity.created",
        subjectId: id,
        conversationId: conversation_id,
        audience: audiences.get(conversation_id) ?? [],
      }),
    ),
  ];
}

function movedNotices(before: LockedForTelling, { after }: Acted): Notice[] {
  const queues = [before.queueId, after.queueId].filter((id) => id !== undefined);
  return [
    ...queues.map((id): Notice => ({ type: "queue.changed", subjectId: id, audience: [id] })),
    ...(before.assigneeId
      ? [
          {
            type: "agent.changed" as const,
            subjectId: before.assigneeId,
            audience: [before.assigneeId, ...queues],
          },
        ]
      : []),
  ];
}

function audienceOf({ before, acted }: SavedTelling): (QueueId | AgentId)[] {
  const ids = [before.queueId, before.assigneeId, acted.after.queueId];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

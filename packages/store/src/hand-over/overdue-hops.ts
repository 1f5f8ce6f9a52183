import type { ConversationId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Notice, writeNotices } from "../notices.ts";

interface Overdue {
  conversation_id: ConversationId;
  n: number;
  to_queue_id: QueueId | null;
  from_queue_id: QueueId | null;
  activity_id: string;
}

/**
 * Of these conversations, those whose hand-over nobody took in time are marked, once: a line of the
 * story and a notice to both queues; supervisors hear of every conversation.
 * @returns how many
 */
export async function markOverdueHops(
  tx: Queryable,
  conversationIds: readonly string[],
  now: number,
): Promise<number> {
  if (conversationIds.length === 0) return 0;
  const { rows } = await tx.query<Overdue>({
    name: "mark-overdue-hops",
    text: `with overdue as (
        update hops h set overdue_at = $2 from conversations c
        where h.conversation_id = any($1::uuid[]) and c.id = h.conversation_id
          and c.status in ('open', 'snoozed') and c.assignee_id is null
          and h.accepted_at is null and h.left_at is null and h.overdue_at is null
          and h.accept_by <= $2
        returning h.conversation_id, h.n, h.from_queue_id, h.to_queue_id, h.accept_by
      ), told as (
        insert into activities (conversation_id, kind, data, because, at)
        select conversation_id, 'hand-over-overdue', jsonb_build_object('n', n, 'toQueueId', to_queue_id,
          'fromQueueId', from_queue_id, 'acceptBy', accept_by), 'not-accepted-in-time', $2
        from overdue returning id, conversation_id
      )
      select o.conversation_id, o.n, o.from_queue_id, o.to_queue_id, t.id as activity_id
      from overdue o join told t on t.conversation_id = o.conversation_id`,
    values: [conversationIds, new Date(now).toISOString()],
  });
  await writeNotices(
    tx,
    rows.map(
      (row): Notice => ({
        type: "activity.created",
        subjectId: row.activity_id,
        conversationId: row.conversation_id,
        audience: [row.from_queue_id, row.to_queue_id].filter((id) => id !== null),
      }),
    ),
  );
  return rows.length;
}

import type { Address, AgentId, ConversationId, InboxId, QueueId } from "@circuito/domain";
import type { Queryable, Transaction } from "../database.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { restartPlans } from "../plans/begin-plans.ts";

/** Conversations that a sweep changed, and the queues that may now have work. */
export interface Swept {
  readonly conversations: number;
  readonly queueIds: readonly QueueId[];
}

interface Changed {
  id: ConversationId;
  inbox_id: InboxId;
  address: Address;
  queue_id: QueueId | null;
  assignee_id: AgentId | null;
}

/** Snoozed conversations whose time has come are to do again, for the same owner; those without wait. */
export async function wakeSnoozed(tx: Transaction, limit: number, now: number): Promise<Swept> {
  const { rows } = await tx.client.query<Changed>({
    name: "wake-snoozed",
    text: `update conversations c set status = 'open', waiting_on = 'agent', snoozed_until = null,
        version = version + 1
      where c.id in (select id from conversations
        where status = 'snoozed' and snoozed_until <= now()
        order by snoozed_until limit $1 for update skip locked)
      returning c.id, c.inbox_id, c.address, c.queue_id, c.assignee_id`,
    values: [limit],
  });
  const waiting = rows.filter((row) => row.assignee_id === null);
  await restartPlans(
    tx.client,
    waiting.map((row) => row.id),
    now,
  );
  return await tell(tx.client, rows, "woken", "time-came");
}

/**
 * Resolved conversations past their window are closed for good; mail has one of its own. One whose
 * customer was asked something waits for the answer, or for the end of the waiting.
 */
export async function closeResolved(
  tx: Transaction,
  window: { readonly chatMs: number; readonly mailMs: number },
  limit: number,
): Promise<Swept> {
  const { rows } = await tx.client.query<Changed>({
    name: "close-resolved",
    text: `update conversations c set status = 'closed', version = version + 1
      where c.id in (select id from conversations
        where status = 'resolved' and ask is null and resolved_at < now() - least($1::float8, $3::float8) * interval '1 millisecond'
          and resolved_at < now() - interval '1 millisecond'
            * case when channel in ('email','form') then $3::float8 else $1::float8 end
        order by resolved_at limit $2 for update skip locked)
      returning c.id, c.inbox_id, c.address, c.queue_id, c.assignee_id`,
    values: [window.chatMs, limit, window.mailMs],
  });
  return await tell(tx.client, rows, "closed", "window-over");
}

async function tell(
  tx: Queryable,
  changed: readonly Changed[],
  kind: string,
  because: string,
): Promise<Swept> {
  if (changed.length === 0) return { conversations: 0, queueIds: [] };
  const { rows: activities } = await tx.query<{ id: string; conversation_id: ConversationId }>({
    name: "note-sweep",
    text: `insert into activities (conversation_id, kind, data, because)
      select id, $2, '{}', $3 from unnest($1::uuid[]) as s(id) returning id, conversation_id`,
    values: [changed.map((c) => c.id), kind, because],
  });
  const audienceOf = (c: Changed) => [c.queue_id, c.assignee_id].filter((id) => id !== null);
  const byId = new Map(changed.map((c) => [c.id, c]));
  await writeNotices(tx, [
    ...changed.map(
      (c): Notice => ({
        type: "conversation.changed",
        subjectId: c.id,
        conversationId: c.id,
        audience: audienceOf(c),
        customer: customerKey(c.inbox_id, c.address),
      }),
    ),
    ...activities.map((a): Notice => {
      const conversation = byId.get(a.conversation_id);
      return {
        type: "activity.created",
        subjectId: a.id,
        conversationId: a.conversation_id,
        audience: conversation ? audienceOf(conversation) : [],
      };
    }),
  ]);
  return {
    conversations: changed.length,
    queueIds: [...new Set(changed.map((c) => c.queue_id).filter((id) => id !== null))],
  };
}

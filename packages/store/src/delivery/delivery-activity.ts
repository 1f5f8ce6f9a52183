import type { AgentId, ConversationId, MessageId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";

/** What happened to a message of ours that its conversation's people must see. */
export interface DeliveryActivity {
  readonly kind: "sent-again" | "delivery-delayed" | "send-confirmed" | "send-discarded";
  /** The person who did it. */
  readonly actorId?: AgentId;
  readonly because: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Row {
  id: string;
  conversation_id: ConversationId;
  queue_id: QueueId | null;
  assignee_id: AgentId | null;
}

/** Adds a line to the story of a message's conversation, and tells its people. */
export async function addDeliveryActivity(
  tx: Queryable,
  messageId: MessageId,
  { kind, because, data, actorId }: DeliveryActivity,
): Promise<void> {
  const { rows } = await tx.query<Row>({
    name: "add-delivery-activity",
    text: `with concerned as (
        select c.id, c.queue_id, c.assignee_id
        from messages m join conversations c on c.id = m.conversation_id where m.id = $1
      ), added as (
        insert into activities (conversation_id, kind, data, because, actor_id)
        select id, $2, $3::jsonb, $4, $5 from concerned
        returning id, conversation_id
      )
      select added.id, conversation_id, queue_id, assignee_id
      from added join concerned on concerned.id = added.conversation_id`,
    values: [messageId, kind, JSON.stringify({ messageId, ...data }), because, actorId ?? null],
  });
  await writeNotices(
    tx,
    rows.map((row) => ({
      type: "activity.created" as const,
      subjectId: row.id,
      conversationId: row.conversation_id,
      audience: [row.queue_id, row.assignee_id].filter((id) => id !== null),
    })),
  );
}

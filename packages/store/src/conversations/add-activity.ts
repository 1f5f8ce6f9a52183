import type { AgentId, ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A line of the story that nobody wrote. */
export interface NewActivity {
  readonly conversationId: ConversationId;
  readonly kind: string;
  readonly actorId: AgentId | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly because: string;
  readonly at: number;
}

/** @returns its id, for the notice that tells of it */
export async function addActivity(tx: Queryable, activity: NewActivity): Promise<string> {
  const { rows } = await tx.query<{ id: string }>({
    name: "add-activity",
    text: `insert into activities (conversation_id, kind, actor_id, data, because, at)
      values ($1, $2, $3, $4, $5, $6) returning id`,
    values: [
      activity.conversationId,
      activity.kind,
      activity.actorId ?? null,
      activity.data,
      activity.because,
      new Date(activity.at).toISOString(),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`add activity to conversation ${activity.conversationId}`);
  return row.id;
}

/** When somebody last looked at a conversation without taking it, ms since epoch. */
export async function findLastPeek(
  q: Queryable,
  conversationId: ConversationId,
  agentId: AgentId,
): Promise<number | undefined> {
  const { rows } = await q.query<{ at: Date }>({
    name: "find-last-peek",
    text: `select at from activities where conversation_id = $1 and kind = 'peeked' and actor_id = $2
      order by id desc limit 1`,
    values: [conversationId, agentId],
  });
  return rows[0]?.at.getTime();
}

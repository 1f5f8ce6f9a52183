import type { ConversationStatus } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A form that was stored, and the conversation it is in once it was routed. */
export interface FormConversation {
  readonly conversation:
    | {
        readonly protocol: string;
        readonly status: ConversationStatus;
        readonly isAssigned: boolean;
        /** One of us wrote to the customer. */
        readonly isAnswered: boolean;
      }
    | undefined;
}

/** @returns `undefined` when no such form was stored */
export async function findFormConversation(
  q: Queryable,
  inboxId: string,
  externalId: string,
): Promise<FormConversation | undefined> {
  const { rows } = await q.query<{
    protocol: string | null;
    status: ConversationStatus;
    assigned: boolean;
    answered: boolean;
  }>({
    name: "find-form-conversation",
    text: `select c.protocol, c.status, c.assignee_id is not null as assigned, exists (
        select from messages o where o.conversation_id = c.id and o.direction = 'outbound') as answered
      from ledger l left join messages m on m.id = l.message_id
      left join conversations c on c.id = m.conversation_id
      where l.inbox_id = $1 and l.external_id = $2
      order by l.collision desc limit 1`,
    values: [inboxId, externalId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { protocol, status, assigned, answered } = row;
  return {
    conversation:
      protocol === null
        ? undefined
        : { protocol, status, isAssigned: assigned, isAnswered: answered },
  };
}

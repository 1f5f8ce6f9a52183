import type {
  CategoryId,
  ConversationId,
  ConversationStatus,
  SolvedConversation,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** As many messages as an article's beginning is made of. */
const MESSAGES_MAX = 200;

/** What was said in a conversation, as an article begins with it. */
export async function findSolvedConversation(
  q: Queryable,
  id: ConversationId,
): Promise<
  | (SolvedConversation & {
      readonly status: ConversationStatus;
      readonly categoryId: CategoryId | null;
      readonly language: string | null;
    })
  | undefined
> {
  const { rows } = await q.query<{
    title: string | null;
    subject: string | null;
    summary: string | null;
    customerName: string | null;
    status: ConversationStatus;
    categoryId: CategoryId | null;
    language: string | null;
    messages: { from: "customer" | "agent"; text: string }[];
  }>({
    name: "find-solved-conversation",
    text: `select c.title, c.subject, c.summary, p.name as "customerName", c.status,
        c.category_id as "categoryId", c.language,
        coalesce((select jsonb_agg(jsonb_build_object(
            'from', case m.direction when 'inbound' then 'customer' else 'agent' end,
            'text', m.text) order by m.seq)
          from (select direction, text, seq from messages
            where conversation_id = c.id and direction <> 'note' and text <> ''
              and not coalesce(changes ? 'revoked', false)
              and (direction = 'inbound' or agent_id is not null)
            order by seq limit ${MESSAGES_MAX}) m), '[]') as messages
      from conversations c join contacts p on p.id = c.contact_id where c.id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { title, subject, summary, customerName, ...rest } = row;
  return {
    ...rest,
    title: title ?? undefined,
    subject: subject ?? undefined,
    summary: summary ?? undefined,
    customerName: customerName ?? undefined,
  };
}

import type { ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Keeps what a customer is to be told of where they were directed; the last one counts. */
export async function keepDirectedNotice(
  tx: Queryable,
  conversationId: ConversationId,
  text: string,
): Promise<void> {
  await tx.query({
    name: "keep-directed-notice",
    text: `insert into directed_notices (conversation_id, text) values ($1, $2)
      on conflict (conversation_id) do update set text = excluded.text`,
    values: [conversationId, text],
  });
}

/** Takes away what was kept for a conversation: it is said now, or never. */
export async function takeDirectedNotice(
  tx: Queryable,
  conversationId: string,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ text: string }>({
    name: "take-directed-notice",
    text: "delete from directed_notices where conversation_id = $1 returning text",
    values: [conversationId],
  });
  return rows[0]?.text;
}

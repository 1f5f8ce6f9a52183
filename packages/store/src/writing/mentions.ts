import type { AgentId, ConversationId, MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "../reading/cursor.ts";

/** Who is named in a note, in the transaction that writes it. @returns those who may log in */
export async function saveMentions(
  tx: Queryable,
  mention: {
    readonly messageId: MessageId;
    readonly conversationId: ConversationId;
    readonly agentIds: readonly string[];
    readonly at: number;
  },
): Promise<readonly AgentId[]> {
  if (mention.agentIds.length === 0) return [];
  const { rows } = await tx.query<{ agent_id: AgentId }>({
    name: "save-mentions",
    text: `insert into mentions (message_id, agent_id, conversation_id, at)
      select $1, a.id, $2, $4 from agents a
      where a.id = any($3::uuid[]) and a.disabled_at is null
      on conflict do nothing returning agent_id`,
    values: [
      mention.messageId,
      mention.conversationId,
      mention.agentIds,
      new Date(mention.at).toISOString(),
    ],
  });
  return rows.map(({ agent_id }) => agent_id);
}

/** Whether somebody was named in a conversation, and so may read it. */
export async function isMentioned(
  q: Queryable,
  conversationId: string,
  agentId: AgentId,
): Promise<boolean> {
  const { rows } = await q.query({
    name: "is-mentioned",
    text: "select 1 from mentions where conversation_id = $1 and agent_id = $2 limit 1",
    values: [conversationId, agentId],
  });
  return rows.length > 0;
}

/** Of these conversations, who was named in them. */
export async function loadMentioned(
  q: Queryable,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AgentId[]>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; agents: AgentId[] }>({
    name: "load-mentioned",
    text: `select conversation_id as id, array_agg(distinct agent_id)::text[] as agents from mentions
      where conversation_id = any($1::uuid[]) group by conversation_id`,
    values: [conversationIds],
  });
  return new Map(rows.map(({ id, agents }) => [id, agents]));
}

export interface MentionReading {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly contactName: string | null;
  readonly by: { readonly id: AgentId; readonly name: string } | null;
  readonly text: string;
  /** Ms since epoch. */
  readonly at: number;
  readonly readAt: number | null;
}

/** Where somebody was named, newest first, one page after a cursor. */
export async function listMentions(
  q: Queryable,
  agentId: AgentId,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly MentionReading[]; readonly nextCursor: string | null }> {
  const { rows } = await q.query<
    Omit<MentionReading, "at" | "readAt" | "by"> & {
      at: Date;
      readAt: Date | null;
      byId: AgentId | null;
      byName: string | null;
    }
  >({
    name: "list-mentions",
    text: `select n.message_id as "messageId", n.conversation_id as "conversationId", c.protocol,
        p.name as "contactName", a.id as "byId", a.name as "byName", m.text, n.at,
        n.read_at as "readAt"
      from mentions n join messages m on m.id = n.message_id
        join conversations c on c.id = n.conversation_id join contacts p on p.id = c.contact_id
        left join agents a on a.id = m.agent_id
      where n.agent_id = $1 and ($2::timestamptz is null or (n.at, n.message_id) < ($2, $3::uuid))
      order by n.at desc nulls last, n.message_id desc limit $4`,
    values: [
      agentId,
      cursor ? new Date(cursor.at).toISOString() : null,
      cursor?.id ?? null,
      limit + 1,
    ],
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ byId, byName, ...row }) => ({
      ...row,
      by: byId === null ? null : { id: byId, name: byName ?? "" },
      at: row.at.getTime(),
      readAt: row.readAt?.getTime() ?? null,
    })),
    nextCursor: last ? cursorText({ rank: 0, at: last.at.getTime(), id: last.messageId }) : null,
  };
}

/** How many mentions of each are new; those without are left out. */
export async function countUnreadMentions(
  q: Queryable,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (agentIds.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; unread: number }>({
    name: "count-unread-mentions",
    text: `select agent_id as id, count(*)::int as unread from mentions
      where agent_id = any($1::uuid[]) and read_at is null group by agent_id`,
    values: [agentIds],
  });
  return new Map(rows.map(({ id, unread }) => [id, unread]));
}

/** They have seen them: those of one conversation, or all. @returns whether any were new */
export async function readMentions(
  tx: Queryable,
  agentId: AgentId,
  conversationId: string | undefined,
  at: number,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "read-mentions",
    text: `update mentions set read_at = $3
      where agent_id = $1 and read_at is null and ($2::uuid is null or conversation_id = $2)`,
    values: [agentId, conversationId ?? null, new Date(at).toISOString()],
  });
  return (rowCount ?? 0) > 0;
}

import type { AgentId, ConversationId, SignatureFacts } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What the signature of somebody's mail in a conversation is made of. */
export async function loadSignatureFacts(
  q: Queryable,
  conversationId: ConversationId,
  agentId: AgentId | undefined,
): Promise<SignatureFacts> {
  const { rows } = await q.query<{
    own: string | null;
    ofQueue: string | null;
    agentName: string | null;
    customerName: string | null;
    protocol: string;
    queueName: string | null;
    company: string | null;
  }>({
    name: "load-signature-facts",
    text: `select a.signature as own, u.signature as "ofQueue", a.name as "agentName",
        p.name as "customerName", c.protocol, u.name as "queueName",
        (select value #>> '{}' from settings where key = 'companyName') as company
      from conversations c join contacts p on p.id = c.contact_id
        left join queues u on u.id = c.queue_id left join agents a on a.id = $2
      where c.id = $1`,
    values: [conversationId, agentId ?? null],
  });
  const [row] = rows;
  return {
    own: row?.own ?? "",
    ofQueue: row?.ofQueue ?? "",
    facts: {
      customerName: row?.customerName ?? undefined,
      protocol: row?.protocol,
      agentName: row?.agentName ?? undefined,
      company: row?.company ?? undefined,
      queueName: row?.queueName ?? undefined,
    },
  };
}

export async function findOwnSignature(q: Queryable, agentId: AgentId): Promise<string> {
  const { rows } = await q.query<{ signature: string }>({
    name: "find-own-signature",
    text: "select signature from agents where id = $1",
    values: [agentId],
  });
  return rows[0]?.signature ?? "";
}

export async function saveOwnSignature(
  q: Queryable,
  agentId: AgentId,
  signature: string,
): Promise<void> {
  await q.query({
    name: "save-own-signature",
    text: "update agents set signature = $2 where id = $1",
    values: [agentId, signature],
  });
}

import type { AskedFor, DeliveryStatus, MessageId, OfferedChoice } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { SENT_WORDS } from "../delivery/claim.ts";

/** A message as its customer may see it. */
export interface PublicMessage {
  readonly id: MessageId;
  readonly seq: number;
  readonly previousPublicSeq: number;
  readonly direction: "inbound" | "outbound";
  /** Absent when nobody wrote it: an automatic answer. */
  readonly agentName: string | null;
  readonly text: string;
  /** What the customer may choose from. */
  readonly choices: readonly OfferedChoice[] | null;
  /** Of a question of the house after the conversation. */
  readonly asks: AskedFor | null;
  readonly clientId: string | null;
  readonly status: DeliveryStatus | null;
  readonly createdAt: number;
}

interface Row extends Omit<PublicMessage, "createdAt"> {
  readonly createdAt: Date;
}

const COLUMNS = `m.id, m.seq, m.previous_public_seq as "previousPublicSeq", m.direction,
  a.name as "agentName", ${SENT_WORDS}, m.chat -> 'choices' as choices,
  m.chat ->> 'asks' as asks, m.client_id as "clientId", d.status, m.created_at as "createdAt"`;
/** The one place that keeps notes from customers. */
const PUBLIC = `messages m left join agents a on a.id = m.agent_id
  left join deliveries d on d.message_id = m.id
  where m.direction in ('inbound','outbound')`;

function publicMessage(row: Row): PublicMessage {
  return { ...row, createdAt: row.createdAt.getTime() };
}

/** What came after a seq, in order, up to `limit`. */
export async function listPublicAfter(
  q: Queryable,
  conversationId: string,
  after: number,
  limit: number,
): Promise<readonly PublicMessage[]> {
  const { rows } = await q.query<Row>({
    name: "list-public-after",
    text: `select ${COLUMNS} from ${PUBLIC} and m.conversation_id = $1 and m.seq > $2
      order by m.seq limit $3`,
    values: [conversationId, after, limit],
  });
  return rows.map(publicMessage);
}

/** The newest ones, in order. */
export async function listPublicNewest(
  q: Queryable,
  conversationId: string,
  limit: number,
): Promise<readonly PublicMessage[]> {
  const { rows } = await q.query<Row>({
    name: "list-public-newest",
    text: `select ${COLUMNS} from ${PUBLIC} and m.conversation_id = $1
      order by m.seq desc limit $2`,
    values: [conversationId, limit],
  });
  return rows.reverse().map(publicMessage);
}

/** These messages, by seq; notes are left out. */
export async function loadPublic(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly PublicMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<Row>({
    name: "load-public",
    text: `select ${COLUMNS} from ${PUBLIC} and m.id = any($1::uuid[]) order by m.seq`,
    values: [ids],
  });
  return rows.map(publicMessage);
}

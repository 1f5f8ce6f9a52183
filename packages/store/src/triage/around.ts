import type {
  AgentId,
  Channel,
  ConversationId,
  ConversationStatus,
  QueueId,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";

/** Another conversation of the same person. Instants are ms since epoch. */
export interface AroundReading {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly status: ConversationStatus;
  readonly title: string | null;
  readonly category: string | null;
  readonly queueId: QueueId | null;
  readonly assigneeId: AgentId | null;
  readonly assigneeName: string | null;
  readonly arrivedAt: number;
  readonly resolvedAt: number | null;
  /** Of open ones: the epoch of its owner. */
  readonly epoch: number;
}

/** Enough for the last ones and those that may be the same matter. */
const AROUND_MAX = 12;

/** Other conversations of a conversation's person, newest first; by conversations_contact. */
export async function listAround(
  q: Queryable,
  conversationId: string,
): Promise<readonly AroundReading[]> {
  const { rows } = await q.query<
    Omit<AroundReading, "arrivedAt" | "resolvedAt"> & { arrivedAt: Date; resolvedAt: Date | null }
  >({
    name: "list-around",
    text: `select c.id, c.protocol, c.channel, c.status, coalesce(c.title, c.subject) as title,
        c.category, ${QUEUE_TO_SEE} as "queueId", c.assignee_id as "assigneeId",
        a.name as "assigneeName", c.arrived_at as "arrivedAt", c.resolved_at as "resolvedAt", c.epoch
      from conversations here join conversations c on c.contact_id = here.contact_id
      left join agents a on a.id = c.assignee_id
      where here.id = $1 and c.id <> here.id
        and not exists (select from identities i where i.address = here.address and i.shared)
      order by c.arrived_at desc limit ${AROUND_MAX}`,
    values: [conversationId],
  });
  return rows.map((row) => ({
    ...row,
    arrivedAt: row.arrivedAt.getTime(),
    resolvedAt: ms(row.resolvedAt),
  }));
}

/** What the customer wrote first in a conversation: what rules are asked again. */
export async function findFirstInbound(
  q: Queryable,
  conversationId: string,
): Promise<{ readonly id: string; readonly text: string } | undefined> {
  const { rows } = await q.query<{ id: string; text: string }>({
    name: "find-first-inbound",
    text: `select id, text from messages where conversation_id = $1 and direction = 'inbound'
      order by seq limit 1`,
    values: [conversationId],
  });
  return rows[0];
}

/** A conversation, if it is another one of the same person's; where it is, for who is to be told. */
export async function findSamePerson(
  q: Queryable,
  conversationId: string,
  otherId: string,
): Promise<Pick<AroundReading, "id" | "protocol" | "queueId" | "assigneeId"> | undefined> {
  const { rows } = await q.query<Pick<AroundReading, "id" | "protocol" | "queueId" | "assigneeId">>(
    {
      name: "find-same-person",
      text: `select c.id, c.protocol, ${QUEUE_TO_SEE} as "queueId", c.assignee_id as "assigneeId"
      from conversations here join conversations c on c.contact_id = here.contact_id
      where here.id = $1 and c.id = $2 and c.id <> here.id`,
      values: [conversationId, otherId],
    },
  );
  return rows[0];
}

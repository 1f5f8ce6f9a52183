import type {
  AgentId,
  Channel,
  ContactId,
  ConversationId,
  ConversationStatus,
  QueueId,
  SurveyKind,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";

/** A conversation of a person, as a line in their history. */
export interface PastConversation {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly queueId: QueueId | null;
  readonly queueName: string | null;
  readonly assigneeId: AgentId | null;
  readonly assigneeName: string | null;
  readonly status: ConversationStatus;
  readonly about: string;
  readonly lastSeq: number;
  /** Ms since epoch. */
  readonly arrivedAt: number;
  readonly lastAt: number;
  /** What its customer thought of it, the newest first. */
  readonly scores: readonly { readonly kind: SurveyKind; readonly score: number }[];
}

type Row = Omit<PastConversation, "arrivedAt" | "lastAt"> & {
  readonly arrivedAt: Date;
  readonly lastAt: Date;
};

/** Nobody reads further back; what is older is found by searching. */
const CONVERSATIONS_MAX = 200;

/** All conversations of a person, whoever may see them, newest first. Merging moved them to that person. */
export async function listConversationsOfContact(
  q: Queryable,
  contactId: ContactId,
  channel: string | undefined,
): Promise<readonly PastConversation[]> {
  const { rows } = await q.query<Row>({
    name: "list-conversations-of-contact",
    text: `select c.id, c.protocol, c.channel, ${QUEUE_TO_SEE} as "queueId", u.name as "queueName",
        c.assignee_id as "assigneeId", a.name as "assigneeName", c.status,
        coalesce(c.title, c.subject, c.preview) as about, c.last_seq as "lastSeq",
        c.arrived_at as "arrivedAt", coalesce(c.last_message_at, c.arrived_at) as "lastAt",
        -- By asks_conversation.
        coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'score', s.score)
            order by coalesce(s.changed_at, s.answered_at) desc)
          from asks k join surveys s on s.ask_id = k.id
          where k.conversation_id = c.id and s.score is not null), '[]') as scores
      from conversations c left join agents a on a.id = c.assignee_id
        left join queues u on u.id = ${QUEUE_TO_SEE}
      where c.contact_id = $1 and c.merged_into_id is null and ($2::text is null or c.channel = $2)
      order by c.arrived_at desc, c.id limit ${CONVERSATIONS_MAX}`,
    values: [contactId, channel ?? null],
  });
  return rows.map((row) => ({
    ...row,
    arrivedAt: row.arrivedAt.getTime(),
    lastAt: row.lastAt.getTime(),
  }));
}

import type {
  AnsweredBy,
  AskId,
  AskKind,
  AskState,
  ConversationId,
  MessageId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A question as people read it. Instants are ms since epoch. */
export interface AskReading {
  readonly id: AskId;
  readonly kind: AskKind;
  readonly state: AskState;
  readonly because: string | undefined;
  readonly messageId: MessageId | undefined;
  readonly dueAt: number;
  readonly sentAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly answer: string | undefined;
  readonly answeredBy: AnsweredBy | undefined;
}

interface Row {
  id: AskId;
  kind: AskKind;
  state: AskState;
  because: string | null;
  messageId: MessageId | null;
  dueAt: Date;
  sentAt: Date | null;
  endsAt: Date | null;
  endedAt: Date | null;
  answer: string | null;
  answeredBy: AnsweredBy | null;
}

/** What the customer of a conversation was asked, oldest first. Index asks_conversation. */
export async function listAsks(
  q: Queryable,
  conversationId: ConversationId,
): Promise<readonly AskReading[]> {
  const { rows } = await q.query<Row>({
    name: "list-asks",
    text: `select id, kind, state, because, message_id as "messageId", due_at as "dueAt",
        sent_at as "sentAt", ends_at as "endsAt", ended_at as "endedAt", answer,
        answered_by as "answeredBy"
      from asks where conversation_id = $1 order by created_at, id`,
    values: [conversationId],
  });
  return rows.map((row) => ({
    ...row,
    because: row.because ?? undefined,
    messageId: row.messageId ?? undefined,
    dueAt: row.dueAt.getTime(),
    sentAt: row.sentAt?.getTime(),
    endsAt: row.endsAt?.getTime(),
    endedAt: row.endedAt?.getTime(),
    answer: row.answer ?? undefined,
    answeredBy: row.answeredBy ?? undefined,
  }));
}

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

/** A question as the page of its link shows it. */
export interface AskForPage {
  readonly id: AskId;
  readonly kind: AskKind;
  /** As it is now: `lapsed` once its time is over, although nobody has looked yet. */
  readonly state: AskState;
  readonly answer: string | undefined;
  readonly protocol: string;
  /** Primary tag of the language that the customer writes in. */
  readonly language: string | undefined;
}

/** `undefined` where nothing was asked: there is none such, or it never went out. */
export async function findAskForPage(
  q: Queryable,
  id: AskId,
  now: number,
): Promise<AskForPage | undefined> {
  const { rows } = await q.query<
    Pick<AskForPage, "id" | "kind" | "state" | "protocol"> & {
      answer: string | null;
      language: string | null;
    }
  >({
    name: "find-ask-for-page",
    text: `select a.id, a.kind, a.answer, c.protocol, c.language,
        case when a.state = 'open' and a.ends_at <= $2 then 'lapsed' else a.state end as state
      from asks a join conversations c on c.id = a.conversation_id
      where a.id = $1 and a.sent_at is not null`,
    values: [id, new Date(now).toISOString()],
  });
  const [row] = rows;
  return row && { ...row, answer: row.answer ?? undefined, language: row.language ?? undefined };
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

import type {
  Address,
  AgentId,
  AskId,
  AskKind,
  AskState,
  Channel,
  ContactId,
  ConversationId,
  InboxId,
  MessageId,
  QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { setDue } from "../due/due.ts";

/** A question that is to be put to a customer when its time comes. */
export interface NewAsk {
  readonly id: AskId;
  readonly kind: AskKind;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly address: Address;
  readonly queueId: QueueId | undefined;
  readonly agentId: AgentId | undefined;
  /** Ms since epoch. */
  readonly dueAt: number;
}

/** Plans a question, and sets its time. */
export async function planAsk(tx: Queryable, ask: NewAsk): Promise<void> {
  await tx.query({
    name: "plan-ask",
    text: `insert into asks (id, kind, conversation_id, contact_id, inbox_id, channel, address,
        queue_id, agent_id, state, due_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned', $10)`,
    values: [
      ask.id,
      ask.kind,
      ask.conversationId,
      ask.contactId,
      ask.inboxId,
      ask.channel,
      ask.address,
      ask.queueId ?? null,
      ask.agentId ?? null,
      new Date(ask.dueAt).toISOString(),
    ],
  });
  await setDue(tx, [{ kind: "ask", id: ask.id, at: ask.dueAt }]);
}

/** A question as it stands. */
export interface StoredAsk {
  readonly id: AskId;
  readonly kind: AskKind;
  readonly conversationId: ConversationId;
  readonly state: AskState;
  readonly endsAt: number | undefined;
  readonly answer: string | undefined;
}

/** Whose question it is; `undefined` if there is none such. Read without a lock: look again under one. */
export async function findAsk(q: Queryable, id: string): Promise<StoredAsk | undefined> {
  const { rows } = await q.query<
    Omit<StoredAsk, "endsAt" | "answer"> & { endsAt: Date | null; answer: string | null }
  >({
    name: "find-ask",
    text: `select id, kind, conversation_id as "conversationId", state, ends_at as "endsAt", answer
      from asks where id = $1`,
    values: [id],
  });
  const [row] = rows;
  return row && { ...row, endsAt: row.endsAt?.getTime(), answer: row.answer ?? undefined };
}

/** It went out: from now on an answer is waited for. */
export async function openAsk(
  tx: Queryable,
  {
    id,
    messageId,
    at,
    endsAt,
  }: {
    readonly id: AskId;
    readonly messageId: MessageId;
    readonly at: number;
    readonly endsAt: number;
  },
): Promise<void> {
  await tx.query({
    name: "open-ask",
    text: `update asks set state = 'open', message_id = $2, sent_at = $3, ends_at = $4
      where id = $1 and state = 'planned'`,
    values: [id, messageId, new Date(at).toISOString(), new Date(endsAt).toISOString()],
  });
  await setDue(tx, [{ kind: "ask", id, at: endsAt }]);
}

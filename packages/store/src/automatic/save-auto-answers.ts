import type {
  Address,
  AgentId,
  AutoAnswerKind,
  ConversationId,
  InboxId,
  MessageId,
  QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { customerKey, writeNotices } from "../notices.ts";

/** A mail that goes out without anybody having written it. */
export interface NewAutoAnswer {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly inboxId: InboxId;
  readonly kind: AutoAnswerKind;
  readonly to: string;
  readonly text: string;
  readonly subject: string;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
}

interface Row {
  id: MessageId;
  conversation_id: ConversationId;
  inbox_id: InboxId;
  address: Address;
  queue_id: QueueId | null;
  assignee_id: AgentId | null;
}

/**
 * Appends automatic answers, at most one per conversation, queues their delivery and counts them
 * against their recipients; one statement. It is nobody's turn that changes: an acknowledgement
 * answers no question (rules §10).
 */
export async function saveAutoAnswers(
  tx: Queryable,
  answers: readonly NewAutoAnswer[],
  now: number,
): Promise<void> {
  if (answers.length === 0) return;
  const of = <T>(pick: (answer: NewAutoAnswer) => T): readonly T[] => answers.map(pick);
  const { rows } = await tx.query<Row>({
    name: "save-auto-answers",
    text: `with answer as (
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[],
            $7::text[], $8::text[], $9::text[])
          as a(id, conversation_id, inbox_id, kind, recipient, words, subject, in_reply_to, refs)
      ), place as (
        select c.id, c.last_seq + 1 as seq, c.last_public_seq as previous, c.address, c.queue_id,
          c.assignee_id
        from conversations c where c.id in (select conversation_id from answer) for update
      ), moved as (
        update conversations c set last_seq = place.seq, last_public_seq = place.seq,
          version = c.version + 1
        from place where c.id = place.id
      ), said as (
        insert into messages (id, conversation_id, seq, previous_public_seq, direction, text,
          created_at)
        select a.id, a.conversation_id, p.seq, p.previous, 'outbound', a.words, $10
        from answer a join place p on p.id = a.conversation_id
      ), mail as (
        insert into message_mails (message_id, subject, people, in_reply_to, "references", class,
          automatic)
        select a.id, a.subject, jsonb_build_object('cc', '[]'::jsonb, 'replyTo', '[]'::jsonb,
            'from', jsonb_build_array(
              jsonb_build_object('name',
            coalesce(i.settings->>'displayName', ''), 'address', i.settings->>'address')),
            'to', jsonb_build_array(jsonb_build_object('name', '', 'address', a.recipient))),
          a.in_reply_to, array(select jsonb_array_elements_text(a.refs::jsonb)), 'auto-reply',
          'auto-replied'
        from answer a join inboxes i on i.id = a.inbox_id
      ), delivery as (
        insert into deliveries (message_id, conversation_id, inbox_id, seq, status,
          next_attempt_at, created_at)
        select a.id, a.conversation_id, a.inbox_id, p.seq, 'queued', $10, $10
        from answer a join place p on p.id = a.conversation_id
      ), counted as (
        insert into mail_senders (inbox_id, address, at, text_sha256, ours)
        select inbox_id, lower(recipient), $10, encode(sha256(convert_to(words, 'UTF8')), 'hex'),
          kind from answer
      )
      select a.id, a.conversation_id, a.inbox_id, p.address, p.queue_id, p.assignee_id
      from answer a join place p on p.id = a.conversation_id`,
    values: [
      of((a) => a.id),
      of((a) => a.conversationId),
      of((a) => a.inboxId),
      of((a) => a.kind),
      of((a) => a.to),
      of((a) => a.text),
      of((a) => a.subject),
      of((a) => a.inReplyTo ?? null),
      of((a) => JSON.stringify(a.references)),
      new Date(now).toISOString(),
    ],
  });
  await writeNotices(
    tx,
    rows.map((row) => ({
      type: "message.created" as const,
      subjectId: row.id,
      conversationId: row.conversation_id,
      audience: [row.queue_id, row.assignee_id].filter((id) => id !== null),
      customer: customerKey(row.inbox_id, row.address),
    })),
  );
}

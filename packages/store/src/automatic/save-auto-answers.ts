import type { AutoAnswerKind, ConversationId, InboxId, MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

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

/**
 * Appends automatic answers, at most one per conversation, queues their delivery and counts them
 * against their recipients, notices included: one statement, which may be the last before a commit.
 * It is nobody's turn that changes: an acknowledgement answers no question (rules §10).
 */
export async function saveAutoAnswers(
  tx: Queryable,
  answers: readonly NewAutoAnswer[],
  now: number,
): Promise<void> {
  if (answers.length === 0) return;
  const of = <T>(pick: (answer: NewAutoAnswer) => T): readonly T[] => answers.map(pick);
  await tx.query({
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
          version = c.version + 1,
          protocol_told_at = coalesce(c.protocol_told_at,
            (select $10::timestamptz from answer a
              where a.conversation_id = c.id and position(c.protocol in a.words) > 0 limit 1))
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
      insert into outbox (type, subject_id, conversation_id, audience, customer)
      select 'message.created', a.id, a.conversation_id,
        array_remove(array[p.queue_id, p.assignee_id], null), a.inbox_id || ' ' || p.address
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
}

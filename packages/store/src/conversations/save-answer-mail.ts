import type { ComposedMail, ConversationId, InboxId, MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { MailPeople } from "../schema/index.ts";

/** The mail of a message that one of us wrote. */
export interface AnswerMail {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly inboxId: InboxId;
  readonly mail: ComposedMail;
  /** Nobody wrote it. */
  readonly automatic?: "auto-generated";
}

/**
 * Saves what was decided of an answer: every attempt sends exactly this. Whom it goes to takes part
 * from now on, whom it leaves out is not proposed again, and the conversation bears its subject, so
 * that an answer to it is no change of topic. One statement.
 */
export async function saveAnswerMail(tx: Queryable, answer: AnswerMail): Promise<void> {
  const { messageId, conversationId, inboxId, mail, automatic } = answer;
  const people: Pick<MailPeople, "to" | "cc"> = { to: mail.to, cc: mail.cc };
  const kept = [...mail.to, ...mail.cc];
  await tx.query({
    name: "save-answer-mail",
    text: `with mail as (
        insert into message_mails (message_id, subject, people, in_reply_to, "references", class,
          automatic)
        select $1, $4, $5::jsonb || jsonb_build_object('replyTo', '[]'::jsonb, 'from',
            jsonb_build_array(jsonb_build_object('name',
            coalesce(i.settings->>'displayName', ''), 'address', i.settings->>'address'))),
          $6, $7::text[], 'human', $11::text
        from inboxes i where i.id = $3
      ), subject as (
        update conversations set subject = $4 where id = $2
      ), taken_out as (
        update mail_participants set removed_at = now()
        where conversation_id = $2 and address = any($10::text[])
      ), taken_out_new as (
        insert into mail_participants (conversation_id, address, role, removed_at)
        select $2, address, 'participant', now() from unnest($10::text[]) as out(address)
        on conflict do nothing
      )
      insert into mail_participants (conversation_id, address, name, role)
      select $2, address, name, 'participant' from unnest($8::text[], $9::text[]) as kept(address, name)
      on conflict (conversation_id, address) do update set removed_at = null,
        name = case mail_participants.name when '' then excluded.name else mail_participants.name end`,
    values: [
      messageId,
      conversationId,
      inboxId,
      mail.subject,
      JSON.stringify(people),
      mail.inReplyTo ?? null,
      mail.references,
      kept.map(({ address }) => address.toLowerCase()),
      kept.map(({ name }) => name),
      mail.removed,
      automatic ?? null,
    ],
  });
}

/** To whom and under what an earlier message went; `undefined` when it is no mail. */
export async function findAnswerMail(
  q: Queryable,
  messageId: MessageId,
): Promise<(Pick<ComposedMail, "subject"> & Pick<MailPeople, "to" | "cc">) | undefined> {
  const { rows } = await q.query<{ subject: string; people: MailPeople }>({
    name: "find-answer-mail",
    text: "select subject, people from message_mails where message_id = $1",
    values: [messageId],
  });
  const [row] = rows;
  return row && { subject: row.subject, to: row.people.to, cc: row.people.cc };
}

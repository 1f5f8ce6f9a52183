import type { Queryable } from "../database.ts";

/** Whose pictures a message brings, in SQL: of mail `k`, the name by which it is allowed. */
const PICTURE_SENDER =
  "coalesce(lower(k.people->'from'->0->>'address'), 'message:' || k.message_id)";

/** Whether somebody allowed the pictures of the sender of mail `k`. */
export const ALLOWS_PICTURES = `exists (select from picture_senders s where s.sender = ${PICTURE_SENDER})`;

/** As many of a conversation's newest messages as somebody may have on the screen. */
const TOLD_MAX = 200;

/**
 * Lets the mails of a message's sender show their pictures, from now on.
 * @param by agent or API key
 * @returns the message and the newest mails of its conversation that now show more; none if it is
 *   no mail
 */
export async function allowPictures(
  q: Queryable,
  messageId: string,
  by: string,
): Promise<readonly string[]> {
  const { rows } = await q.query<{ id: string }>({
    name: "allow-pictures",
    text: `with mail as (
        select ${PICTURE_SENDER} as sender, m.conversation_id
        from message_mails k join messages m on m.id = k.message_id where k.message_id = $1
      ), allowed as (
        insert into picture_senders (sender, allowed_by) select sender, $2 from mail
        on conflict (sender) do nothing
      )
      select $1::uuid as id from mail
      union all
      select k.message_id from mail, lateral (
          select id from messages m where m.conversation_id = mail.conversation_id
          order by m.seq desc limit $3
        ) newest join message_mails k on k.message_id = newest.id
      where k.message_id <> $1 and k.html->'remoteImages'->>0 is not null
        and ${PICTURE_SENDER} = mail.sender`,
    values: [messageId, by, TOLD_MAX],
  });
  return rows.map(({ id }) => id);
}

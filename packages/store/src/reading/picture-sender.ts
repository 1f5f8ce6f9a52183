import type { Queryable } from "../database.ts";

/** Whose pictures a message brings, in SQL: of mail `k`, the name by which it is allowed. */
export const PICTURE_SENDER =
  "coalesce(lower(k.people->'from'->0->>'address'), 'message:' || k.message_id)";

/** Whether somebody allowed the pictures of the sender of mail `k`. */
export const ALLOWS_PICTURES = `exists (select from picture_senders s where s.sender = ${PICTURE_SENDER})`;

/**
 * Lets the mails of a message's sender show their pictures, from now on.
 * @param by agent or API key
 * @returns `false` when the message is no mail
 */
export async function allowPictures(q: Queryable, messageId: string, by: string): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "allow-pictures",
    text: `with mail as (
        select ${PICTURE_SENDER} as sender from message_mails k where k.message_id = $1
      ), allowed as (
        insert into picture_senders (sender, allowed_by) select sender, $2 from mail
        on conflict (sender) do nothing
      )
      select from mail`,
    values: [messageId, by],
  });
  return rowCount === 1;
}

import type { MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/**
 * Files that were made for a message while it was emptied, and that no row names: if their person is erased,
 * or was, the erasure goes on until they are gone as well.
 */
export async function noteStrayFiles(
  q: Queryable,
  messageId: MessageId,
  sha256s: readonly string[],
): Promise<void> {
  await q.query({
    name: "note-stray-files",
    text: `with person as (
        select e.contact_id from messages m join conversations c on c.id = m.conversation_id
          join erasures e on c.contact_id = any(e.ids) or m.contact_id = any(e.ids)
        where m.id = $1
      ), noted as (
        insert into erasure_files (contact_id, sha256)
        select p.contact_id, f from person p cross join unnest($2::text[]) f on conflict do nothing
      )
      update erasures set step = 'files', cursor = '', retry_at = null, done_at = null
      where contact_id in (select contact_id from person) and step in ('files', 'removing', 'done')`,
    values: [messageId, sha256s],
  });
}

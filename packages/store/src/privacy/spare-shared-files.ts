import type { Queryable } from "../database.ts";
import type { Erasure } from "./erasure.ts";

/** Comes before all others. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Tables that name files, walked by their key: nothing of a file is indexed where messages are written. */
const WALKED = [
  {
    name: "messages",
    page: `select row_number() over (order by id) as n, id::text as key, jsonb_path_query_array(media, '$[*].sha256') as files from messages
      where id > coalesce(nullif($1, ''), '${NO_ID}')::uuid
      order by id limit $2`,
  },
  {
    name: "mails",
    page: `select row_number() over (order by message_id) as n, message_id::text as key,
        jsonb_path_query_array(html, '$.*.sha256') as files from message_mails
      where message_id > coalesce(nullif($1, ''), '${NO_ID}')::uuid
      order by message_id limit $2`,
  },
  {
    name: "ledger",
    page: `select row_number() over (order by l.id) as n, l.id::text as key, jsonb_path_query_array(l.element, '$.media[*].stored.sha256')
        || coalesce((select jsonb_agg(p.sha256) from ledger_payloads p
          where p.ledger_id = l.id and p.sha256 is not null), '[]') as files
      from ledger l where l.id > coalesce(nullif($1, '')::bigint, 0) order by l.id limit $2`,
  },
] as const;

const ROWS_PER_CHUNK = 5_000;

/**
 * Of the files to be deleted, leaves those out that somebody else has, too: the same bytes are kept once.
 * @returns where to go on; `undefined` at the end
 */
export async function spareSharedFiles(
  tx: Queryable,
  erasure: Erasure,
): Promise<string | undefined> {
  const [place = "0", after = ""] = erasure.cursor === "" ? [] : erasure.cursor.split(" ");
  const walked = WALKED[Number(place)];
  if (!walked || !(await hasFiles(tx, erasure))) return undefined;
  const { rows } = await tx.query<{ last: string | null }>({
    name: `spare-files-of-${walked.name}`,
    text: `with page as (${walked.page}), spared as (
        delete from erasure_files where contact_id = $3 and sha256 in (
          select jsonb_array_elements_text(files) from page)
      )
      select key as last from page where n = $2`,
    values: [after, ROWS_PER_CHUNK, erasure.contactId],
  });
  const last = rows[0]?.last;
  return last == null ? `${Number(place) + 1}` : `${place} ${last}`;
}

async function hasFiles(tx: Queryable, { contactId }: Erasure): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "has-files-to-erase",
    text: "select from erasure_files where contact_id = $1 limit 1",
    values: [contactId],
  });
  return rowCount === 1;
}

/** What is left to be deleted; small tables that name files are asked now. */
export async function filesToErase(tx: Queryable, erasure: Erasure): Promise<readonly string[]> {
  const { rows } = await tx.query<{ sha256: string }>({
    name: "files-to-erase",
    text: `select f.sha256 from erasure_files f where f.contact_id = $1
      and not exists (select from uploads u where u.sha256 = f.sha256)
      and not exists (select from article_pictures a where a.sha256 = f.sha256)
      and not exists (select from remote_pictures r where r.sha256 = f.sha256)`,
    values: [erasure.contactId],
  });
  return rows.map(({ sha256 }) => sha256);
}

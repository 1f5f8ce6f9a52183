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

/** A row is written so long after its id was made, and its bytes were put, at most. */
const LATE = "interval '2 minutes'";

const WALKED_AT = `(select walked_at - ${LATE} from erasures where contact_id = $1)`;

/** The smallest id (UUID version 7) that was made since. */
const ID_SINCE = `(lpad(to_hex((extract(epoch from ${WALKED_AT}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/**
 * Whoever has a file of the list, of those whom the walk did not ask: what was written since it began, and
 * small tables.
 */
const NAMED_SINCE = [
  `select jsonb_path_query(media, '$[*].sha256') #>> '{}' from messages where id >= ${ID_SINCE}`,
  `select jsonb_path_query(html, '$.*.sha256') #>> '{}' from message_mails where message_id >= ${ID_SINCE}`,
  // The ledger has no index by time: from its end backwards to the first row that is older.
  `select s.sha256 from ledger l cross join lateral (
      select jsonb_path_query(l.element, '$.media[*].stored.sha256') #>> '{}' as sha256
      union all select p.sha256 from ledger_payloads p where p.ledger_id = l.id
    ) s where l.id > coalesce((select o.id from ledger o where o.received_at < ${WALKED_AT}
      order by o.id desc limit 1), 0)`,
  "select sha256 from uploads",
  "select sha256 from article_pictures",
  "select sha256 from remote_pictures",
  "select settings #>> '{logo,digest}' from inboxes",
] as const;

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
  if (erasure.cursor === "") await noteWalk(tx, erasure);
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

/** Whether any are left that nobody was found to have. */
export async function hasFiles(tx: Queryable, { contactId }: Erasure): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "has-files-to-erase",
    text: "select from erasure_files where contact_id = $1 limit 1",
    values: [contactId],
  });
  return rowCount === 1;
}

async function noteWalk(tx: Queryable, { contactId }: Erasure): Promise<void> {
  await tx.query({
    name: "note-walk-of-files",
    text: "update erasures set walked_at = now() where contact_id = $1",
    values: [contactId],
  });
}

/** Asks those whom the walk did not, just before files are deleted. */
export async function spareNewlyShared(tx: Queryable, { contactId }: Erasure): Promise<void> {
  await tx.query({
    name: "spare-newly-shared-files",
    text: `delete from erasure_files where contact_id = $1
      and sha256 in (${NAMED_SINCE.join(" union all ")})`,
    values: [contactId],
  });
}

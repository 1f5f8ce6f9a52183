import type { MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A message whose words were not taken, or whose words have changed since. */
export interface Unsearched {
  readonly id: MessageId;
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
  /** All that it is found by: its words, its subject, the names of its files. */
  readonly text: string;
}

/** What was taken back is not found by what it said. */
const TEXT = `case when m.changes ? 'revoked' then '' else concat_ws(' ', m.text, k.subject,
  (select string_agg(f ->> 'fileName', ' ') from jsonb_array_elements(m.media) f)) end`;

const COLUMNS = `m.id, m.revision, m.created_at::text as at, ${TEXT} as text`;
const TABLES = `messages m left join message_mails k on k.message_id = m.id
  left join message_words w on w.message_id = m.id`;

/** Of these messages those whose words are to be taken. */
export async function loadUnsearched(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly Unsearched[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<Unsearched>({
    name: "load-unsearched",
    text: `select ${COLUMNS} from ${TABLES}
      where m.id = any($1::uuid[]) and (w.revision is null or w.revision < m.revision)`,
    values: [ids],
  });
  return rows;
}

/**
 * A stretch of all messages, in the order of their ids, with those among them whose words are to be
 * taken.
 * @returns `last` is where the next stretch begins; undefined: there is none
 */
export async function listUnsearched(
  q: Queryable,
  after: string | undefined,
  limit: number,
): Promise<{ readonly messages: readonly Unsearched[]; readonly last: string | undefined }> {
  const { rows } = await q.query<Unsearched & { readonly isTaken: boolean }>({
    name: "list-unsearched",
    text: `select ${COLUMNS}, coalesce(w.revision >= m.revision, false) as "isTaken"
      from (select * from messages where id > $1::uuid order by id limit $2) m
        left join message_mails k on k.message_id = m.id
        left join message_words w on w.message_id = m.id
      order by m.id`,
    values: [after ?? NO_ID, limit],
  });
  return { messages: rows.filter(({ isTaken }) => !isTaken), last: rows.at(-1)?.id };
}

/** Before all of them. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Keeps words by which messages are found. Several may do it for the same message: the newest counts. */
export async function saveWords(
  q: Queryable,
  messages: readonly (Unsearched & { readonly words: readonly string[] })[],
): Promise<void> {
  if (messages.length === 0) return;
  await q.query({
    name: "save-message-words",
    text: `insert into message_words (message_id, revision, at, words)
      select n.id, n.revision, n.at, array_to_tsvector(string_to_array(n.words, ' '))
      from unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::text[])
        as n(id, revision, at, words)
      on conflict (message_id) do update set revision = excluded.revision, words = excluded.words
        where message_words.revision < excluded.revision`,
    values: [
      messages.map(({ id }) => id),
      messages.map(({ revision }) => revision),
      messages.map(({ at }) => at),
      messages.map(({ words }) => words.join(" ")),
    ],
  });
}

import type { MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { FILE_MARK } from "./word-query.ts";
import { stemsOf } from "./word-stems.ts";

/** A message whose words were not taken, or whose words have changed since. */
export interface Unsearched {
  readonly id: MessageId;
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
  /** All that it is found by: its words, its subject, the names of its files. */
  readonly text: string;
  readonly hasFile: boolean;
}

/** What was taken back is not found by what it said. */
const TEXT = `case when m.changes ? 'revoked' then '' else concat_ws(' ', m.text, k.subject,
  (select string_agg(f ->> 'fileName', ' ') from jsonb_array_elements(m.media) f)) end`;

/**
 * By which way of taking words a message was read. One that was read by an earlier way is read again:
 * whoever changes what messages are found by raises it, and has the follower begin anew by a migration.
 */
const FOLD = 1;

const COLUMNS = `m.id, m.revision, m.created_at::text as at, ${TEXT} as text,
  m.media <> '[]' as "hasFile"`;
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
      where m.id = any($1::uuid[]) and (w.revision is null or w.revision < m.revision or w.fold < ${FOLD})`,
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
    text: `select ${COLUMNS}, coalesce(w.revision >= m.revision and w.fold >= ${FOLD}, false)
        as "isTaken"
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

/**
 * Keeps words by which messages are found, and the stems of their forms beside them. Several may do it
 * for the same message: the newest counts.
 * @param messages `words` and `forms` as `searchWords` and `wordsToStem` give them
 */
export async function saveWords(
  q: Queryable,
  messages: readonly (Unsearched & {
    readonly words: readonly string[];
    readonly forms: readonly string[];
  })[],
): Promise<void> {
  if (messages.length === 0) return;
  await q.query({
    name: "save-message-words",
    // All words are taken before the first row is written: sorting waits for the last of them. Otherwise
    // this transaction would have begun to write, and what agents are told waits for whoever has.
    text: `with taken as materialized (
      select n.id, n.revision, n.at, ${FOLD} as fold, array_to_tsvector(string_to_array(n.words, ' ')
        || case when n.has_file then '{${FILE_MARK}}'::text[] else '{}' end || array(select unnest(${stemsOf("form")}) from unnest(string_to_array(n.forms, ' ')) form)) as words
      from unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::text[], $5::text[],
          $6::bool[]) as n(id, revision, at, words, forms, has_file)
      )
      insert into message_words (message_id, revision, at, fold, words)
      select id, revision, at, fold, words from taken order by id
      on conflict (message_id) do update set revision = excluded.revision, fold = excluded.fold,
          words = excluded.words
        where (message_words.revision, message_words.fold) < (excluded.revision, excluded.fold)`,
    values: [
      messages.map(({ id }) => id),
      messages.map(({ revision }) => revision),
      messages.map(({ at }) => at),
      messages.map(({ words }) => words.join(" ")),
      messages.map(({ forms }) => forms.join(" ")),
      messages.map(({ hasFile }) => hasFile),
    ],
  });
}

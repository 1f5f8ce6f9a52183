import { type ContactId, type ConversationId, ERASED } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { noteFiles } from "./collect-files.ts";
import type { Erasure } from "./erasure.ts";

/** Few, since each may have hundreds of activities. */
const CONVERSATIONS_PER_CHUNK = 50;

/**
 * What an activity keeps: ids, numbers and instants, by which figures are made, and words of closed lists
 * that figures ask for. That rules decided stays, and what they found in whose words does not.
 */
const KEPT_OF_ACTIVITY = `coalesce((
    select jsonb_object_agg(e.key, case e.key when 'rules' then '[]'::jsonb else e.value end)
    from jsonb_each(v.data) e
    where e.key in ('rules', 'measure', 'policy', 'kind', 'channel')
      or jsonb_typeof(e.value) in ('number', 'boolean', 'null')
      or e.value #>> '{}' ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z?)$'
  ), '{}')`;

/**
 * What was kept around conversations. What the customer chose and scored stays as a number, and where it
 * went and when: figures of the past do not change.
 */
const AROUND: readonly (readonly [name: string, text: string])[] = [
  [
    // A report that came just after the beginning has said here what did not arrive.
    "previews",
    `update conversations set preview = '', preview_from = null, subject = null
      where id = any($1::uuid[]) and (preview <> '' or subject is not null)`,
  ],
  [
    "activities",
    `update activities v set data = ${KEPT_OF_ACTIVITY},
        because = case when because ~ '^[a-z][a-z0-9-]*$' then because end
      where conversation_id = any($1::uuid[])`,
  ],
  ["hops", "update hops set note = '', result = null where conversation_id = any($1::uuid[])"],
  ["offers", "update offers set reason = null where conversation_id = any($1::uuid[])"],
  ["triage-acts", "update triage_acts set words = null where conversation_id = any($1::uuid[])"],
  [
    "run-steps",
    `update procedure_run_steps set answer = null where run_id in (
      select id from procedure_runs where conversation_id = any($1::uuid[]))`,
  ],
  ["runs", "update procedure_runs set reason = null where conversation_id = any($1::uuid[])"],
  [
    "surveys",
    `update surveys set comment = null, question = '' where ask_id in (
      select id from asks where conversation_id = any($1::uuid[]))`,
  ],
  [
    "asks",
    `update asks set address = '${ERASED}' || conversation_id,
        state = case when state in ('planned', 'open') then 'withdrawn' else state end
      where conversation_id = any($1::uuid[])`,
  ],
  ["directed-notices", "delete from directed_notices where conversation_id = any($1::uuid[])"],
  ["drafts", "delete from drafts where conversation_id = any($1::uuid[])"],
  ["held-replies", "delete from held_replies where conversation_id = any($1::uuid[])"],
  ["mail-names", "delete from mail_names where conversation_id = any($1::uuid[])"],
  ["mail-participants", "delete from mail_participants where conversation_id = any($1::uuid[])"],
];

/** @returns where to go on; `undefined` once there are no more */
export async function eraseAround(tx: Queryable, erasure: Erasure): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: ConversationId }>({
    name: "find-conversations-to-erase",
    text: `select id from conversations
      where contact_id = any($1::uuid[]) and ($2 = '' or id > nullif($2, '')::uuid)
      order by id limit ${CONVERSATIONS_PER_CHUNK}`,
    values: [erasure.ids, erasure.cursor],
  });
  const last = rows.at(-1);
  if (!last) return undefined;
  const ids = rows.map(({ id }) => id);
  await eraseHeldFiles(tx, erasure.contactId, ids);
  for (const [name, text] of AROUND) {
    await tx.query({ name: `erase-${name}`, text, values: [ids] });
  }
  return last.id;
}

/** Before the replies forget which they are. */
async function eraseHeldFiles(
  tx: Queryable,
  contactId: ContactId,
  ids: readonly ConversationId[],
): Promise<void> {
  const { rows } = await tx.query<{ sha256: string }>({
    name: "erase-held-files",
    text: `delete from uploads where id::text in (
        select jsonb_array_elements_text(words->'mediaIds') from held_replies
        where conversation_id = any($1::uuid[]))
      returning sha256`,
    values: [ids],
  });
  await noteFiles(
    tx,
    contactId,
    rows.map(({ sha256 }) => sha256),
  );
}

import type { ContactId } from "@circuito/domain";
import type { Database, Queryable } from "../database.ts";
import { lockPersons } from "../identity/lock-persons.ts";
import { personsTransaction } from "../identity/persons-transaction.ts";
import { contactKey } from "../ledger/contact-key.ts";
import { findPerson, type Person } from "./find-person.ts";
import { previewErasure } from "./preview-erasure.ts";
import { findConversationsOfOthers } from "./read-conversations.ts";

export type ErasureBegun =
  | { readonly kind: "begun"; readonly contactId: ContactId }
  | {
      readonly kind: "refused";
      readonly because:
        | "not-found"
        | "on-hold"
        | "conversations-open"
        | "messages-leaving"
        | "erased-already"
        | "changed-since-preview";
    };

/**
 * Makes nobody of a person, at once: name, addresses and what their conversations are found by. Whoever
 * writes from one of these addresses from now on is somebody new. What was said goes afterwards, a piece
 * at a time (`eraseNext`).
 * @param digest of the preview that was shown
 */
export async function beginErasure(
  database: Database,
  id: string,
  digest: string,
): Promise<ErasureBegun> {
  return personsTransaction(database, async ({ client }) => {
    const found = await findPerson(client, id);
    if (!found) return { kind: "refused", because: "not-found" };
    await lockPersons(client, found.ids);
    // What was merged or came in between is known now, and stays so.
    const person = await findPerson(client, id);
    if (!person) return { kind: "refused", because: "not-found" };
    const preview = await previewErasure(client, person);
    if (preview.erasedAt !== null) return { kind: "refused", because: "erased-already" };
    if (preview.hold) return { kind: "refused", because: "on-hold" };
    if (preview.open.length > 0) return { kind: "refused", because: "conversations-open" };
    if (preview.leaving > 0) return { kind: "refused", because: "messages-leaving" };
    if (preview.digest !== digest) return { kind: "refused", because: "changed-since-preview" };
    await writeErasure(client, person);
    await detach(client, person);
    return { kind: "begun", contactId: person.id };
  });
}

async function writeErasure(tx: Queryable, person: Person): Promise<void> {
  const elsewhere = await findConversationsOfOthers(tx, person);
  await tx.query({
    name: "write-erasure",
    text: `insert into erasures (contact_id, ids, elsewhere_ids, ledger_up_to, step, begun_at)
      values ($1, $2, $3, (select coalesce(max(id), 0) from ledger), 'messages', now())`,
    values: [person.id, person.ids, elsewhere.map((one) => one.id)],
  });
  await tx.query({
    name: "write-erasure-keys",
    text: `insert into erasure_keys (contact_id, key) select distinct $1::uuid, k
      from unnest($2::bigint[]) k`,
    values: [person.id, person.addresses.map(contactKey)],
  });
}

/** In place of an address: nobody writes from it, and nothing is sent there. */
const NOWHERE = "'erased:' || id";

/** $1: all ids of the person; $2: addresses; $3: the same as mail's tables name them. */
const DETACHED: readonly (readonly [name: string, text: string])[] = [
  [
    "contacts",
    `update contacts set name = null, claims = '{}', claim_keys = '{}', segments = '{}',
      attributes = '{}', erased_at = now() where id = any($1::uuid[])`,
  ],
  ["identities", "delete from identities where contact_id = any($1::uuid[])"],
  [
    "aliases",
    "delete from point_aliases where address = any($2::text[]) or alias = any($2::text[])",
  ],
  ["opt-outs", "delete from opt_outs where address = any($2::text[])"],
  ["reply-windows", "delete from reply_windows where address = any($2::text[])"],
  ["undeliverable", "delete from undeliverable where address = any($3::text[])"],
  ["mail-senders", "delete from mail_senders where address = any($3::text[])"],
  [
    "picture-senders",
    `delete from picture_senders where sender = any($3::text[]) or sender in (
      select 'message:' || m.id from messages m join conversations c on c.id = m.conversation_id
      where c.contact_id = any($1::uuid[]))`,
  ],
  [
    "previews",
    `update conversations c set preview = '' where c.contact_id <> all($1::uuid[])
      and c.id in (select conversation_id from mail_participants where address = any($3::text[]))
      and (select m.contact_id from messages m where m.conversation_id = c.id
        and m.direction <> 'note' order by m.seq desc limit 1) = any($1::uuid[])`,
  ],
  ["participants", "delete from mail_participants where address = any($3::text[])"],
  [
    "notices",
    `update outbox set customer = null where customer is not null
      and substring(customer from position(' ' in customer) + 1) = any($2::text[])`,
  ],
  [
    "merges",
    "update contact_merges set addresses = '{}', gave = '{}' where into_id = any($1::uuid[]) or from_id = any($1::uuid[])",
  ],
  [
    "links",
    "delete from contact_links where first_id = any($1::uuid[]) or second_id = any($1::uuid[])",
  ],
  [
    "conversations",
    `update conversations set address = ${NOWHERE}, status = 'closed', subject = null, title = null,
      category = null, category_fields = null, summary = null, tags = '{}', preview = '',
      preview_from = null, hand_over = null, attendant = null, ask = null, language = null,
      version = version + 1
      where contact_id = any($1::uuid[])`,
  ],
];

async function detach(tx: Queryable, { ids, addresses, mailNames }: Person): Promise<void> {
  for (const [name, text] of DETACHED) {
    // Each statement uses some of the three; a parameter of no type is none.
    const used = [ids, addresses, mailNames].filter((_, at) => text.includes(`$${at + 1}`));
    const numbered = renumber(text);
    await tx.query({ name: `detach-${name}`, text: numbered, values: used });
  }
}

/** Parameters that are used, counted from one. */
function renumber(text: string): string {
  const used = [1, 2, 3].filter((n) => text.includes(`$${n}`));
  return text.replace(/\$(\d)/g, (_, n) => `$${used.indexOf(Number(n)) + 1}`);
}

import { type ContactId, ERASED } from "@circuito/domain";
import type { Database, Queryable } from "../database.ts";
import { lockPersons } from "../identity/lock-persons.ts";
import { personsTransaction } from "../identity/persons-transaction.ts";
import { contactKey } from "../ledger/contact-key.ts";
import { findPerson, type Person } from "./find-person.ts";
import { previewErasure } from "./preview-erasure.ts";
import { findConversationsOfOthers } from "./read-conversations.ts";
import type { TombstoneSeal } from "./tombstones.ts";

export type ErasureBegun =
  | { readonly kind: "begun"; readonly contactId: ContactId }
  | {
      readonly kind: "refused";
      readonly because:
        | "not-found"
        | "on-hold"
        | "others-on-hold"
        | "conversations-open"
        | "messages-under-way"
        | "erased-already"
        | "changed-since-preview";
    };

/**
 * Makes nobody of a person, at once: name, addresses and what their conversations are found by. Whoever
 * writes from one of these addresses from now on is somebody new. What was said goes afterwards, a piece
 * at a time (`eraseNext`).
 * @param digest of the preview that was shown
 * @param seal by which who asked for no more messages is known
 */
export async function beginErasure(
  database: Database,
  id: string,
  digest: string,
  seal: TombstoneSeal,
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
    if (preview.othersOnHold > 0) return { kind: "refused", because: "others-on-hold" };
    if (preview.open.length > 0) return { kind: "refused", because: "conversations-open" };
    if (preview.underWay > 0) return { kind: "refused", because: "messages-under-way" };
    if (preview.digest !== digest) return { kind: "refused", because: "changed-since-preview" };
    await writeErasure(client, person);
    await detach(client, person);
    await sealOptOuts(client, person, seal);
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
const NOWHERE = `'${ERASED}' || id`;

interface Detaching {
  readonly name: string;
  readonly text: string;
  readonly values: (person: Person) => readonly unknown[];
}

const byIds = ({ ids }: Person) => [ids];
const byAddresses = ({ addresses }: Person) => [addresses];
const byMailNames = ({ mailNames }: Person) => [mailNames];
const byIdsAndMailNames = ({ ids, mailNames }: Person) => [ids, mailNames];

const DETACHED: readonly Detaching[] = [
  {
    name: "contacts",
    text: `update contacts set name = null, claims = '{}', claim_keys = '{}', segments = '{}',
      attributes = '{}', erased_at = now() where id = any($1::uuid[])`,
    values: byIds,
  },
  {
    name: "identities",
    text: "delete from identities where contact_id = any($1::uuid[])",
    values: byIds,
  },
  {
    name: "aliases",
    text: "delete from point_aliases where address = any($1::text[]) or alias = any($1::text[])",
    values: byAddresses,
  },
  {
    name: "reply-windows",
    text: "delete from reply_windows where address = any($1::text[])",
    values: byAddresses,
  },
  {
    name: "undeliverable",
    text: "delete from undeliverable where address = any($1::text[])",
    values: byMailNames,
  },
  {
    name: "mail-senders",
    text: "delete from mail_senders where address = any($1::text[])",
    values: byMailNames,
  },
  {
    name: "picture-senders",
    text: `delete from picture_senders where sender = any($2::text[]) or sender in (
      select 'message:' || m.id from messages m join conversations c on c.id = m.conversation_id
      where c.contact_id = any($1::uuid[]))`,
    values: byIdsAndMailNames,
  },
  {
    // Of others, where the person spoke last.
    name: "previews",
    text: `update conversations c set preview = '' where c.contact_id <> all($1::uuid[])
      and c.id in (select conversation_id from mail_participants where address = any($2::text[]))
      and (select m.contact_id from messages m where m.conversation_id = c.id
        and m.direction <> 'note' order by m.seq desc limit 1) = any($1::uuid[])`,
    values: byIdsAndMailNames,
  },
  {
    name: "participants",
    text: "delete from mail_participants where address = any($1::text[])",
    values: byMailNames,
  },
  {
    name: "notices",
    text: `update outbox set customer = null where customer is not null
      and substring(customer from position(' ' in customer) + 1) = any($1::text[])`,
    values: byAddresses,
  },
  {
    name: "merges",
    text: `update contact_merges set addresses = '{}', gave = '{}'
      where into_id = any($1::uuid[]) or from_id = any($1::uuid[])`,
    values: byIds,
  },
  {
    // After a separation the other person's conversation tells whom it was taken apart from.
    name: "names-of-merges",
    text: `update activities v set data = v.data - 'name'
      where v.kind in ('person-merged', 'person-separated') and v.data->>'otherId' = any($1::text[])
        and v.conversation_id in (select c.id from contact_merges m
          join conversations c on c.contact_id in (m.into_id, m.from_id)
          where m.into_id = any($1::uuid[]) or m.from_id = any($1::uuid[]))`,
    values: byIds,
  },
  {
    name: "links",
    text: `delete from contact_links
      where first_id = any($1::uuid[]) or second_id = any($1::uuid[])`,
    values: byIds,
  },
  {
    name: "conversations",
    text: `update conversations set address = ${NOWHERE}, status = 'closed', subject = null,
      title = null, category = null, category_fields = null, summary = null, resolution = null, tags = '{}',
      preview = '', preview_from = null, hand_over = null, attendant = null, ask = null,
      language = null, version = version + 1
      where contact_id = any($1::uuid[])`,
    values: byIds,
  },
];

async function detach(tx: Queryable, person: Person): Promise<void> {
  for (const { name, text, values } of DETACHED) {
    await tx.query({ name: `detach-${name}`, text, values: [...values(person)] });
  }
}

/** Whoever asked for no more messages gets none, though nobody knows any more who that was. */
async function sealOptOuts(
  tx: Queryable,
  { addresses }: Person,
  seal: TombstoneSeal,
): Promise<void> {
  await tx.query({
    name: "seal-opt-outs",
    text: `with known as (delete from opt_outs where address = any($1::text[]) returning *)
      insert into opt_outs (address, channel, at)
      select s.sealed, k.channel, k.at from known k
        join unnest($1::text[], $2::text[]) s(address, sealed) on s.address = k.address
      on conflict do nothing`,
    values: [addresses, addresses.map((address) => seal.address(address))],
  });
}

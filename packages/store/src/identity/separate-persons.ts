import {
  type Address,
  type AgentId,
  addGifts,
  type ContactId,
  type ConversationId,
  type Gift,
  type MessageId,
  type Profile,
  unmergeProfile,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { contactKey } from "../ledger/contact-key.ts";
import type { LockedPerson } from "./lock-persons.ts";
import { CONVERSATIONS_WRITTEN_IN, mailNames, saveProfile } from "./merge-persons.ts";
import { tellPersons } from "./tell-persons.ts";

/** A merge as it was written down. */
export interface MergeRecord {
  readonly id: string;
  readonly intoId: ContactId;
  readonly fromId: ContactId;
  readonly addresses: readonly Address[];
  readonly conversationIds: readonly ConversationId[];
  readonly messageIds: readonly MessageId[];
  readonly gave: Gift;
  readonly isUndone: boolean;
}

const MERGE_COLUMNS = `id, into_id as "intoId", from_id as "fromId", addresses,
  conversation_ids as "conversationIds", message_ids as "messageIds", gave,
  undone_at is not null as "isUndone"`;

export async function findMerge(tx: Queryable, id: string): Promise<MergeRecord | undefined> {
  const { rows } = await tx.query<MergeRecord>({
    name: "find-merge",
    text: `select ${MERGE_COLUMNS} from contact_merges where id = $1`,
    values: [id],
  });
  return rows[0];
}

/**
 * Takes a merge back: each row that it re-pointed points where it did, and what came since goes with
 * the address it came from; no clock is asked, since processes' clocks differ. Both persons are locked, and `into` is nobody's other name.
 */
export async function separatePersons(
  tx: Queryable,
  into: LockedPerson,
  from: LockedPerson,
  merge: MergeRecord,
  by: { readonly actorId: AgentId | undefined; readonly at: number },
): Promise<void> {
  const addresses = await returnAddresses(tx, into.id, merge);
  // Before the conversations: what was written since is looked for where both wrote.
  await returnMessages(tx, { into, merge, addresses });
  await returnConversations(tx, into.id, merge, addresses);
  await returnProfile(tx, into, merge);
  await tx.query({
    name: "prefer-as-before",
    text: `update conversations c set sticky_agent_id = (p->>'was')::uuid
      from contact_merges m cross join jsonb_array_elements(m.preferred) p
      where m.id = $1 and c.id = (p->>'conversationId')::uuid
        and c.sticky_agent_id = (p->>'is')::uuid`,
    values: [merge.id],
  });
  await tx.query({
    name: "be-a-person-again",
    text: `with recursive names(id) as (
        select $1::uuid
        union
        select m.from_id from contact_merges m join names on m.into_id = names.id
        where m.undone_at is null
      )
      update contacts c set merged_into_id = case when c.id = $1 then null else $1 end
      from names where c.id = names.id`,
    values: [from.id],
  });
  await tx.query({
    name: "log-separation",
    text: "update contact_merges set undone_at = $2, undone_by_id = $3 where id = $1",
    values: [merge.id, new Date(by.at).toISOString(), by.actorId ?? null],
  });
  await tellPersons(tx, {
    kind: "person-separated",
    because: "said-by-us",
    ...by,
    data: { mergeId: merge.id, contactId: into.id, otherId: from.id, name: from.profile.name },
    of: [into.id, from.id],
  });
}

/** What was moved and is still there, and names of the same accounts that were learned since. */
async function returnAddresses(
  tx: Queryable,
  into: ContactId,
  merge: MergeRecord,
): Promise<readonly Address[]> {
  const { rows } = await tx.query<{ address: Address }>({
    name: "return-addresses",
    text: `update identities i set contact_id = $2
      where i.contact_id = $1 and (i.address = any($3::text[]) or exists (
        select from point_aliases a
        where (a.alias = i.address and a.address = any($3::text[]))
          or (a.address = i.address and a.alias = any($3::text[]))))
      returning i.address`,
    values: [into, merge.fromId, merge.addresses],
  });
  return rows.map(({ address }) => address);
}

async function returnConversations(
  tx: Queryable,
  into: ContactId,
  merge: MergeRecord,
  addresses: readonly Address[],
): Promise<void> {
  await tx.query({
    name: "return-conversations",
    text: `update conversations c set contact_id = $2, version = version + 1
      where c.contact_id = $1 and (c.id = any($3::uuid[]) or c.address = any($4::text[]))`,
    values: [into, merge.fromId, merge.conversationIds, addresses],
  });
}

async function returnMessages(
  tx: Queryable,
  {
    into,
    merge,
    addresses,
  }: {
    readonly into: LockedPerson;
    readonly merge: MergeRecord;
    readonly addresses: readonly Address[];
  },
): Promise<void> {
  await tx.query({
    name: "return-messages",
    text: `update messages set contact_id = $1 where contact_id = $2 and id = any($3::uuid[])`,
    values: [merge.fromId, into.id, merge.messageIds],
  });
  await tx.query({
    name: "return-messages-since",
    text: `update messages m set contact_id = $1 from ledger l
      where m.contact_id = $2 and l.id = m.ledger_id
        and l.contact_key = any($5::bigint[])
        and m.conversation_id in (${CONVERSATIONS_WRITTEN_IN})`,
    values: [merge.fromId, into.id, [into.id], mailNames(addresses), addresses.map(contactKey)],
  });
}

async function returnProfile(tx: Queryable, into: LockedPerson, merge: MergeRecord): Promise<void> {
  const { rows } = await tx.query<
    { id: string; gave: Gift } & Omit<Profile, "name"> & { name: string | null }
  >({
    name: "find-merges-beside",
    text: `select m.id, m.gave, c.name, c.claims, c.segments, c.attributes
      from contact_merges m join contacts c on c.id = m.from_id
      where m.into_id = $1 and m.undone_at is null and m.id <> $2 order by m.at, m.id`,
    values: [into.id, merge.id],
  });
  const others = rows.map(({ id, name, claims, segments, attributes }) => ({
    id,
    profile: { name: name ?? undefined, claims, segments, attributes },
  }));
  const { profile, given } = unmergeProfile(into.profile, merge.gave, others);
  await saveProfile(tx, into.id, profile);
  for (const { id, gave } of given) {
    const before = rows.find((row) => row.id === id)?.gave;
    await tx.query({
      name: "note-what-was-given",
      text: "update contact_merges set gave = $2 where id = $1",
      values: [id, JSON.stringify(before ? addGifts(before, gave) : gave)],
    });
  }
}

import { brazilMobileKey, type ContactState, claimKeys, type Routing } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { arrayLiteral } from "./save-conversations.ts";

/** Adds new contacts and the addresses learned of old ones, and what customers said of themselves. */
export async function saveContacts(tx: Queryable, all: readonly Routing[]): Promise<void> {
  // Reports and what our own people wrote elsewhere are no contact's word.
  const routings = all.filter((r) => r.point.contact !== undefined);
  // Issued in this turn, so that they keep their place among the statements they travel with.
  await Promise.all([
    insertContacts(tx, routings),
    insertIdentities(tx, routings),
    describeContacts(tx, routings),
    proveIdentities(tx, routings),
  ]);
}

async function insertContacts(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const created = routings.flatMap((r) => (r.contactCreated ? [contactOf(r)] : []));
  if (created.length === 0) return;
  await tx.query({
    name: "insert-contacts",
    text: "insert into contacts (id, name) select * from unnest($1::uuid[], $2::text[])",
    values: [created.map((c) => c.id), created.map((c) => c.name ?? null)],
  });
}

/**
 * Fails where the contact was merged into another meanwhile, as its missing holder says: routed again,
 * the message finds the present one. A second contact point that is vouched for as the same customer at the same moment fails on the
 * primary key, and is routed again on what the first one left.
 */
async function insertIdentities(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const learned = routings.flatMap((r) =>
    r.learned.map((identity) => ({ ...identity, contactId: contactOf(r).id })),
  );
  if (learned.length === 0) return;
  await tx.query({
    name: "insert-identities",
    text: `insert into identities (address, contact_id, evidence, match_key)
      select i.address, case when c.merged_into_id is null then c.id end, i.evidence, i.match_key
      from unnest($1::text[], $2::uuid[], $3::text[], $4::text[])
        as i(address, contact_id, evidence, match_key)
      join contacts c on c.id = i.contact_id for key share of c`,
    values: [
      learned.map((i) => i.address),
      learned.map((i) => i.contactId),
      learned.map((i) => i.evidence),
      learned.map((i) => brazilMobileKey(i.address) ?? null),
    ],
  });
}

/** Whom somebody once claimed to be, or one of us wrote to first, wrote now, and the channel vouches for it (rules §6, E3). */
async function proveIdentities(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const proven = [...new Set(routings.flatMap((r) => r.proven ?? []))].sort();
  if (proven.length === 0) return;
  await tx.query({
    name: "prove-identities",
    text: `update identities set evidence = 'channel-proven'
      where address = any($1::text[]) and evidence in ('self-declared', 'agent-asserted')`,
    values: [proven],
  });
}

/** Fills an empty name; keeps the newest claims. One row a contact, the last word of the batch. */
async function describeContacts(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const described = new Map(
    routings
      .filter((r) => r.routed.message.claims || isNamedNow(r))
      .map((r) => [contactOf(r).id, r]),
  );
  if (described.size === 0) return;
  const last = [...described.values()];
  await tx.query({
    name: "describe-contacts",
    text: `update contacts c set name = coalesce(c.name, d.name), claims = c.claims || d.claims,
        claim_keys = array(select k from unnest(c.claim_keys) k
          where not d.claims ? case when k like 'mailto:%' then 'email' else 'phone' end
        ) || d.keys::text[]
      from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[]) as d(id, name, claims, keys)
      where c.id = d.id and ((c.name is null and d.name is not null) or not c.claims @> d.claims)`,
    values: [
      last.map((r) => contactOf(r).id),
      last.map((r) => contactOf(r).name ?? null),
      last.map((r) => JSON.stringify(r.routed.message.claims ?? {})),
      last.map((r) => arrayLiteral(claimKeys(r.routed.message.claims ?? {}))),
    ],
  });
}

/** Most channels bring a name with every message; it is news once. */
function isNamedNow({ contactCreated, contactNamed, routed }: Routing): boolean {
  return !contactCreated && routed.message.fromName !== undefined && contactNamed !== false;
}

function contactOf(routing: Routing): ContactState {
  const { contact } = routing.point;
  if (!contact) throw new Error("a routed message has no contact");
  return contact;
}

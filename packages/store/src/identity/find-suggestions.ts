import type { Address, ContactId, Evidence, LinkBecause } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Somebody who may be the same person, and what says so. */
export interface SuggestionReading {
  readonly contactId: ContactId;
  readonly name: string | null;
  readonly evidence: Evidence;
  readonly because: LinkBecause;
  /** What both have: an address, or the key of what both said (`claimKeys`). */
  readonly shares: string | null;
  /** Of their addresses, the first. */
  readonly address: Address | null;
  readonly createdAt: number;
}

/** More than a person reads; who has more shares an address with many, and it should be marked so. */
const SUGGESTIONS_MAX = 10;

/**
 * Who may be the same person as contact $1. A name is no reason: many people have the same. What rests
 * on a shared address is none, nor is whom a person told apart. Every look is by an index: contact's
 * addresses and claims are few.
 */
export async function findSuggestions(
  q: Queryable,
  id: ContactId,
): Promise<readonly SuggestionReading[]> {
  const { rows } = await q.query<Omit<SuggestionReading, "createdAt"> & { createdAt: Date }>({
    name: "find-suggestions",
    text: `with me as (
        select id, claim_keys as keys from contacts where id = $1 and merged_into_id is null
      ), mine as (
        select address, coalesce(match_key, address) as key from identities
        where contact_id = $1 and not shared
      ), names as (
        select id from contacts where id = $1 or merged_into_id = $1
      ), links as (
        select * from contact_links where first_id = any(array(select id from names))
        union
        select * from contact_links where second_id = any(array(select id from names))
      ), found(contact_id, evidence, because, shares) as (
        select i.contact_id, 'self-declared', 'claims-address', i.address
          from me join identities i on (i.address = any(me.keys) or i.match_key = any(me.keys))
          where not i.shared
        union all
        select c.id, 'self-declared', 'claims-address', mine.address
          from mine join contacts c on c.claim_keys <> '{}' and c.claim_keys @> array[mine.key]
        union all
        select c.id, 'self-declared', 'claims-alike', key
          from me cross join unnest(me.keys) as key
          join contacts c on c.claim_keys <> '{}' and c.claim_keys @> array[key]
        union all
        select i.contact_id, 'alias', 'same-number', i.address
          from mine join identities i on i.match_key = mine.key where not i.shared
        union all
        select case when l.first_id in (select id from names) then l.second_id else l.first_id end,
            l.evidence, l.because, l.address
          from links l where l.state = 'suggested'
      )
      select distinct on (c.id) c.id as "contactId", c.name, f.evidence, f.because, f.shares,
        c.created_at as "createdAt",
        (select i.address from identities i where i.contact_id = c.id
          order by i.created_at, i.address limit 1) as address
      from found f join contacts o on o.id = f.contact_id
      join contacts c on c.id = coalesce(o.merged_into_id, o.id)
      where c.id <> $1 and not exists (
        select from links l join contacts a on a.id = l.first_id
          join contacts b on b.id = l.second_id
        where l.state in ('dismissed','separated')
          and coalesce(a.merged_into_id, a.id) in ($1, c.id)
          and coalesce(b.merged_into_id, b.id) in ($1, c.id))
      order by c.id, f.because limit ${SUGGESTIONS_MAX}`,
    values: [id],
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }));
}

import type { Address, AgentId, ContactId, Evidence, LinkBecause, Verdict } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Something says that two contacts are one person; whether they are is decided when it is due. */
export interface ContactLink {
  readonly id: string;
  /** The one that stays. */
  readonly intoId: ContactId;
  readonly fromId: ContactId;
  readonly evidence: Evidence;
  readonly because: LinkBecause;
  /** What it rests on. */
  readonly address: Address | undefined;
}

/**
 * Notes what the router found, to be judged once it is committed: a merge takes the locks of both
 * persons, which a router in the middle of its own cannot. What was judged before stays as it was.
 */
export async function noteLinks(
  tx: Queryable,
  links: readonly ContactLink[],
  now: number,
): Promise<void> {
  if (links.length === 0) return;
  await tx.query({
    name: "note-links",
    text: `with noted as (
        insert into contact_links (id, first_id, second_id, into_id, evidence, because, address,
          state, at)
        select distinct on (least(into_id, from_id), greatest(into_id, from_id))
          id, least(into_id, from_id), greatest(into_id, from_id), into_id, evidence, because,
          address, 'due', $7
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
          as l(id, into_id, from_id, evidence, because, address)
        order by least(into_id, from_id), greatest(into_id, from_id), id
        on conflict (first_id, second_id) do nothing
        returning id
      )
      insert into dues (kind, subject_id, at) select 'link', id, $7 from noted
      on conflict do nothing`,
    values: [
      links.map(({ id }) => id),
      links.map(({ intoId }) => intoId),
      links.map(({ fromId }) => fromId),
      links.map(({ evidence }) => evidence),
      links.map(({ because }) => because),
      links.map(({ address }) => address ?? null),
      new Date(now).toISOString(),
    ],
  });
}

/** Between whom a link is now: who was merged since is whom they were merged into. */
export async function findDueLink(tx: Queryable, id: string): Promise<ContactLink | undefined> {
  const { rows } = await tx.query<Omit<ContactLink, "address"> & { address: Address | null }>({
    name: "find-due-link",
    text: `select l.id, l.evidence, l.because, l.address,
        coalesce(i.merged_into_id, i.id) as "intoId", coalesce(f.merged_into_id, f.id) as "fromId"
      from contact_links l join contacts i on i.id = l.into_id
      join contacts f on f.id = case when l.first_id = l.into_id then l.second_id else l.first_id end
      where l.id = $1 and l.state = 'due'`,
    values: [id],
  });
  const [row] = rows;
  return row && { ...row, address: row.address ?? undefined };
}

/** A link that was judged: carried out, and gone; or left to a person. */
export async function settleLink(
  tx: Queryable,
  id: string,
  outcome: "suggested" | "gone",
): Promise<void> {
  if (outcome === "gone") {
    await tx.query({
      name: "forget-link",
      text: "delete from contact_links where id = $1 and state = 'due'",
      values: [id],
    });
    return;
  }
  await tx.query({
    name: "suggest-link",
    text: "update contact_links set state = 'suggested' where id = $1 and state = 'due'",
    values: [id],
  });
}

/** All ids that persons $1 and $2 go by, as `one` and `other`. */
const PAIR = `with one as (select id from contacts where id = $1 or merged_into_id = $1),
    other as (select id from contacts where id = $2 or merged_into_id = $2)`;
const BETWEEN = `(first_id in (select id from one) and second_id in (select id from other))
      or (first_id in (select id from other) and second_id in (select id from one))`;

/** What a person decided of two persons, under whatever names they went then. */
export async function findVerdict(
  tx: Queryable,
  one: ContactId,
  other: ContactId,
): Promise<Verdict | undefined> {
  const { rows } = await tx.query<{ state: Verdict }>({
    name: "find-link-verdict",
    text: `${PAIR} select state from contact_links
      where state in ('dismissed','separated') and (${BETWEEN})
      order by state desc limit 1`,
    values: [one, other],
  });
  return rows[0]?.state;
}

/** Writes down what a person decided: two people, whatever the machine thinks of it. */
export async function saveVerdict(
  tx: Queryable,
  verdict: {
    readonly id: string;
    readonly state: Verdict;
    readonly one: ContactId;
    readonly other: ContactId;
    readonly actorId: AgentId | undefined;
    readonly at: number;
  },
): Promise<void> {
  await tx.query({
    name: "save-link-verdict",
    text: `insert into contact_links (id, first_id, second_id, evidence, because, state, at,
        decided_at, decided_by_id)
      values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'agent-asserted',
        'said-by-us', $4, $5, $5, $6)
      on conflict (first_id, second_id) do update
        set state = excluded.state, decided_at = excluded.decided_at,
          decided_by_id = excluded.decided_by_id`,
    values: [
      verdict.id,
      verdict.one,
      verdict.other,
      verdict.state,
      new Date(verdict.at).toISOString(),
      verdict.actorId ?? null,
    ],
  });
}

/** Merged by hand: what was said against it before holds no more. */
export async function forgetVerdicts(
  tx: Queryable,
  one: ContactId,
  other: ContactId,
): Promise<void> {
  await tx.query({
    name: "forget-link-verdicts",
    text: `${PAIR} delete from contact_links where ${BETWEEN}`,
    values: [one, other],
  });
}

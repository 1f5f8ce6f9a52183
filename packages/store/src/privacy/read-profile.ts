import type { Claims, ContactId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { Person } from "./find-person.ts";

/** What is known of a person apart from what was said. Instants are ISO 8601. */
export interface PersonProfile {
  readonly contact: {
    readonly id: ContactId;
    readonly name: string | null;
    readonly claims: Claims;
    readonly segments: readonly string[];
    readonly attributes: Readonly<Record<string, string>>;
    readonly since: string;
  };
  readonly identities: readonly {
    readonly address: string;
    readonly evidence: string;
    readonly shared: boolean;
    readonly since: string;
  }[];
  /** Other names of an address that its channel vouches for. */
  readonly aliases: readonly { readonly alias: string; readonly address: string }[];
  readonly merges: readonly {
    readonly contactId: ContactId;
    readonly name: string | null;
    /** What was known of it before: the person's own profile holds one of two that differ. */
    readonly claims: Claims;
    readonly segments: readonly string[];
    readonly attributes: Readonly<Record<string, string>>;
    readonly because: string;
    readonly at: string;
    readonly undoneAt: string | null;
  }[];
  readonly optOuts: readonly {
    readonly address: string;
    readonly channel: string;
    readonly at: string;
  }[];
  readonly undeliverable: readonly {
    readonly address: string;
    readonly diagnostic: string;
    readonly at: string;
  }[];
}

/** @param at path of a timestamptz in SQL. @returns it as ISO 8601 in UTC, whatever the session's zone */
export const iso = (at: string): string =>
  `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Everything small, in one statement: nobody has thousands of addresses. */
export async function readProfile(q: Queryable, person: Person): Promise<PersonProfile> {
  const { rows } = await q.query<PersonProfile>({
    name: "read-profile-of-person",
    text: `select
        (select jsonb_build_object('id', id, 'name', name, 'claims', claims, 'segments', segments,
            'attributes', attributes, 'since', ${iso("created_at")})
          from contacts where id = $1) as contact,
        coalesce((select jsonb_agg(jsonb_build_object('address', address, 'evidence', evidence,
            'shared', shared, 'since', ${iso("created_at")}) order by created_at, address)
          from identities where contact_id = $1), '[]') as identities,
        coalesce((select jsonb_agg(distinct jsonb_build_object('alias', alias, 'address', address))
          from point_aliases where address = any($3::text[])), '[]') as aliases,
        coalesce((select jsonb_agg(jsonb_build_object('contactId', m.from_id,
            'name', f.name, 'claims', f.claims, 'segments', f.segments,
            'attributes', f.attributes, 'because', m.because, 'at', ${iso("m.at")},
            'undoneAt', ${iso("m.undone_at")}) order by m.at, m.id)
          from contact_merges m join contacts f on f.id = m.from_id
          where m.into_id = any($2::uuid[]) and m.undone_at is null), '[]') as merges,
        coalesce((select jsonb_agg(jsonb_build_object('address', address, 'channel', channel,
            'at', ${iso("at")}) order by at, address)
          from opt_outs where address = any($3::text[])), '[]') as "optOuts",
        coalesce((select jsonb_agg(jsonb_build_object('address', address,
            'diagnostic', diagnostic, 'at', ${iso("at")}) order by at, address)
          from undeliverable where address = any($4::text[])), '[]') as undeliverable`,
    values: [person.id, person.ids, person.addresses, person.mailNames],
  });
  const [profile] = rows;
  if (!profile?.contact) throw new Error(`read profile of contact ${person.id}`);
  return profile;
}

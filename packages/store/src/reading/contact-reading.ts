import type { Claims, ContactId, Evidence, LinkBecause } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "./cursor.ts";
import { escapeLike } from "./list-conditions.ts";

export interface ContactReading {
  readonly id: ContactId;
  readonly name: string | null;
  readonly addresses: readonly AddressReading[];
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /** Newest first. */
  readonly merges: readonly MergeReading[];
  readonly claims: Claims;
  readonly createdAt: number;
}

export interface AddressReading {
  readonly address: string;
  readonly evidence: Evidence;
  readonly shared: boolean;
  /** ISO 8601, as PostgreSQL writes it into JSON. */
  readonly since: string;
}

/** A contact that is another name of this one. */
export interface MergeReading {
  readonly id: string;
  readonly contactId: ContactId;
  readonly name: string | null;
  /** One that it brought, if any. */
  readonly address: string | null;
  readonly evidence: Evidence;
  readonly because: LinkBecause;
  readonly byName: string | null;
  /** ISO 8601, as PostgreSQL writes it into JSON. */
  readonly at: string;
}

type Row = Omit<ContactReading, "createdAt"> & { readonly createdAt: Date };

const COLUMNS = `p.id, p.name, p.claims, p.segments, p.attributes, p.created_at as "createdAt",
  coalesce((select jsonb_agg(jsonb_build_object('address', i.address, 'evidence', i.evidence,
      'shared', i.shared, 'since', i.created_at)
    order by i.created_at, i.address) from identities i where i.contact_id = p.id), '[]')
    as addresses,
  coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'contactId', m.from_id, 'name', f.name,
      'address', m.addresses[1],
      'evidence', m.evidence, 'because', m.because, 'byName', a.name, 'at', m.at)
    order by m.at desc, m.id) from contact_merges m join contacts f on f.id = m.from_id
    left join agents a on a.id = m.actor_id
    where m.into_id = p.id and m.undone_at is null), '[]') as merges`;

const contactReading = (row: Row): ContactReading => ({
  ...row,
  createdAt: row.createdAt.getTime(),
});

/** By any id that they ever had: of somebody who was found to be another person, that person. */
export async function findContact(q: Queryable, id: string): Promise<ContactReading | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-contact",
    text: `select ${COLUMNS} from contacts p
      where p.id = (select coalesce(merged_into_id, id) from contacts where id = $1)`,
    values: [id],
  });
  return rows.map(contactReading)[0];
}

/** Whether an agent has, or may see, any conversation with the contact. */
export async function isContactOf(
  q: Queryable,
  contactId: string,
  viewer: { readonly id: string; readonly queueIds: readonly string[] },
): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "is-contact-of",
    text: `select from conversations c where c.contact_id = $1
      and (${QUEUE_TO_SEE} = any($2::uuid[]) or c.assignee_id = $3) limit 1`,
    values: [contactId, viewer.queueIds, viewer.id],
  });
  return rowCount === 1;
}

export interface ContactFilter {
  /** Exactly; an address is a name, and names are not guessed at. */
  readonly address?: string | undefined;
  readonly segment?: string | undefined;
  /** Words in their name or one of their addresses. */
  readonly search?: string | undefined;
  /** Only contacts with a conversation this agent may see. */
  readonly visibleTo?: { readonly id: string; readonly queueIds: readonly string[] } | undefined;
}

/** Contacts, newest first. */
export async function listContacts(
  q: Queryable,
  filter: ContactFilter,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly ContactReading[]; readonly nextCursor: string | null }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["p.merged_into_id is null"];
  if (filter.address !== undefined) {
    where.push(`exists (select from identities i
      where i.contact_id = p.id and i.address = ${bind(filter.address)})`);
  }
  // As its index says it: the few contacts that have any.
  if (filter.segment !== undefined) {
    where.push(`p.segments <> '{}' and p.segments @> array[${bind(filter.segment)}]::text[]`);
  }
  if (filter.search !== undefined) {
    const words = bind(`%${escapeLike(filter.search)}%`);
    where.push(`(p.name ilike ${words} or exists (select from identities i
      where i.contact_id = p.id and i.address ilike ${words}))`);
  }
  if (filter.visibleTo) {
    where.push(`exists (select from conversations c where c.contact_id = p.id
      and (${QUEUE_TO_SEE} = any(${bind(filter.visibleTo.queueIds)}::uuid[])
        or c.assignee_id = ${bind(filter.visibleTo.id)}))`);
  }
  if (cursor) {
    where.push(`(p.created_at, p.id)
      < (${bind(new Date(cursor.at).toISOString())}::timestamptz, ${bind(cursor.id)}::uuid)`);
  }
  const { rows } = await q.query<Row>({
    // The page is cut before the rest is looked up: it is needed for its rows only.
    text: `select ${COLUMNS} from (select * from contacts p where ${where.join(" and ")}
        order by p.created_at desc, p.id desc limit ${bind(limit + 1)}) p
      order by p.created_at desc, p.id desc`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(contactReading),
    nextCursor: last ? cursorText({ rank: 0, at: last.createdAt.getTime(), id: last.id }) : null,
  };
}

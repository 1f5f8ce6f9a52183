import type { Claims, ContactId, Evidence } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "./cursor.ts";

export interface ContactReading {
  readonly id: ContactId;
  readonly name: string | null;
  readonly addresses: readonly { readonly address: string; readonly evidence: Evidence }[];
  readonly claims: Claims;
  readonly createdAt: number;
}

type Row = Omit<ContactReading, "createdAt"> & { readonly createdAt: Date };

const SELECT = `select p.id, p.name, p.claims, p.created_at as "createdAt",
  coalesce((select jsonb_agg(jsonb_build_object('address', i.address, 'evidence', i.evidence)
    order by i.created_at, i.address) from identities i where i.contact_id = p.id), '[]')
    as addresses
  from contacts p`;

const contactReading = (row: Row): ContactReading => ({
  ...row,
  createdAt: row.createdAt.getTime(),
});

export async function findContact(q: Queryable, id: string): Promise<ContactReading | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-contact",
    text: `${SELECT} where p.id = $1`,
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
    text: `select from conversations where contact_id = $1
      and (queue_id = any($2::uuid[]) or assignee_id = $3) limit 1`,
    values: [contactId, viewer.queueIds, viewer.id],
  });
  return rowCount === 1;
}

export interface ContactFilter {
  /** Exactly; an address is a name, and names are not guessed at. */
  readonly address?: string | undefined;
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
  const { rows } = await q.query<Row>({
    name: "list-contacts",
    text: `${SELECT}
      where ($1::text is null or exists (select from identities i
          where i.contact_id = p.id and i.address = $1))
        and ($2::uuid is null or exists (select from conversations c where c.contact_id = p.id
          and (c.queue_id = any($3::uuid[]) or c.assignee_id = $2)))
        and ($4::timestamptz is null or (p.created_at, p.id) < ($4, $5::uuid))
      order by p.created_at desc, p.id desc limit $6`,
    values: [
      filter.address ?? null,
      filter.visibleTo?.id ?? null,
      filter.visibleTo?.queueIds ?? [],
      cursor ? new Date(cursor.at).toISOString() : null,
      cursor?.id ?? null,
      limit + 1,
    ],
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(contactReading),
    nextCursor: last ? cursorText({ rank: 0, at: last.createdAt.getTime(), id: last.id }) : null,
  };
}

import type { Channel, Claims, ContactId, Evidence, LinkBecause } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import type { ErasureHold } from "../schema/index.ts";
import { type Cursor, cursorText } from "./cursor.ts";
import { type Bind, escapeLike } from "./list-conditions.ts";

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
  /** Why nothing of them may be erased; null: it may. */
  readonly hold: ErasureHold | null;
  /** When their data were erased, ms since epoch. */
  readonly erasedAt: number | null;
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

type Row = Omit<ContactReading, "createdAt" | "erasedAt"> & {
  readonly createdAt: Date;
  readonly erasedAt: Date | null;
};

const COLUMNS = `p.id, p.name, p.claims, p.segments, p.attributes, p.created_at as "createdAt",
  (select hold from contacts h where (h.id = p.id or h.merged_into_id = p.id) and h.hold is not null
    limit 1) as hold, p.erased_at as "erasedAt",
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
  erasedAt: row.erasedAt?.getTime() ?? null,
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
  /** Who has a conversation there. */
  readonly channel?: string | undefined;
  /** Words in their name or one of their addresses. */
  readonly search?: string | undefined;
  /** Only contacts with a conversation this agent may see. */
  readonly visibleTo?: { readonly id: string; readonly queueIds: readonly string[] } | undefined;
}

/** A contact as a line of a list, with how it stands in the conversations that the caller may see. */
export interface ListedContact extends ContactReading {
  readonly channels: readonly Channel[];
  /** Conversations that are not over. */
  readonly openCount: number;
  /** Of the newest message, either way. Ms since epoch; null without a conversation to see. */
  readonly lastContactAt: number | null;
}

interface ListedRow extends Row {
  readonly channels: readonly Channel[];
  readonly openCount: number;
  readonly lastContactAt: Date | null;
}

/** Contacts, newest first. */
export async function listContacts(
  q: Queryable,
  filter: ContactFilter,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly ListedContact[]; readonly nextCursor: string | null }> {
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
  const seen = filter.visibleTo ? seenOf(filter.visibleTo, bind) : "";
  if (filter.visibleTo || filter.channel !== undefined) {
    const there = filter.channel === undefined ? "" : `and c.channel = ${bind(filter.channel)}`;
    where.push(`exists (select from conversations c
      where c.contact_id = p.id ${there} ${seen})`);
  }
  if (cursor) {
    where.push(`(p.created_at, p.id)
      < (${bind(new Date(cursor.at).toISOString())}::timestamptz, ${bind(cursor.id)}::uuid)`);
  }
  const { rows } = await q.query<ListedRow>({
    // The page is cut before the rest is looked up: it is needed for its rows only.
    text: `select ${COLUMNS}, s.channels, s."openCount", s."lastContactAt"
      from (select * from contacts p where ${where.join(" and ")}
        order by p.created_at desc, p.id desc limit ${bind(limit + 1)}) p,
        lateral (select
          coalesce(array_agg(distinct c.channel order by c.channel), '{}') as channels,
          (count(*) filter (where c.status in ('open','snoozed')))::int as "openCount",
          max(coalesce(c.last_message_at, c.arrived_at)) as "lastContactAt"
          from conversations c
          where c.contact_id = p.id and c.merged_into_id is null ${seen}) s
      order by p.created_at desc, p.id desc`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => ({
      ...row,
      createdAt: row.createdAt.getTime(),
      erasedAt: row.erasedAt?.getTime() ?? null,
      lastContactAt: row.lastContactAt?.getTime() ?? null,
    })),
    nextCursor: last ? cursorText({ rank: 0, at: last.createdAt.getTime(), id: last.id }) : null,
  };
}

/** Of conversations `c`: those that an agent may see. */
function seenOf(viewer: NonNullable<ContactFilter["visibleTo"]>, bind: Bind): string {
  return `and (${QUEUE_TO_SEE} = any(${bind(viewer.queueIds)}::uuid[])
    or c.assignee_id = ${bind(viewer.id)})`;
}

/** More than this many is a list that nobody chooses from. */
const SEGMENTS_LISTED_MAX = 200;

/** Segments of contacts that somebody may see, the most used first. */
export async function listSegmentsInUse(
  q: Queryable,
  visibleTo: ContactFilter["visibleTo"],
): Promise<readonly string[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const seen = visibleTo
    ? `and exists (select from conversations c
        where c.contact_id = p.id ${seenOf(visibleTo, bind)})`
    : "";
  const { rows } = await q.query<{ readonly segment: string }>({
    // As the index of segments says it: the few contacts that have any.
    text: `select segment from contacts p, unnest(p.segments) segment
      where p.segments <> '{}' and p.merged_into_id is null ${seen}
      group by segment order by count(*) desc, segment limit ${SEGMENTS_LISTED_MAX}`,
    values,
  });
  return rows.map(({ segment }) => segment);
}
